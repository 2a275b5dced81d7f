"""Text typed for the old fonts: TCVN3 (.VnTime) and VNI (VNI-Times).

Such text is made of Latin-1 letters and signs that only those fonts show as Vietnamese.
It is told from real names by words that are no Vietnamese syllable as they stand and
are one when decoded, by signs inside words ("Ph¹m") and by capitals after small
letters ("NguyÔn"). Text with a letter that only Unicode has (ế, ơ, đ, …) is never legacy.
"""

import re
import unicodedata
from functools import lru_cache

# What .VnTime shows for the codes from A1 to FE (TCVN 5712:1993).
TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒ"
    "ĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ"
)
MINUS = "\u2212"  # what some converters make of the soft hyphen, TCVN3's ư
TCVN3 = {0xA1 + place: letter for place, letter in enumerate(TCVN3_LETTERS)}
TCVN3[ord(MINUS)] = "ư"

GRAVE, HOOK, TILDE, ACUTE, DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
BREVE, CIRCUMFLEX = "\u0306", "\u0302"
VNI_TONES = {"ø": GRAVE, "û": HOOK, "õ": TILDE, "ù": ACUTE, "ï": DOT}
VNI_SHAPES = {
    **dict(zip("âàåãáä", ["", GRAVE, HOOK, TILDE, ACUTE, DOT], strict=True)),
    **dict(zip("êèúüéë", ["", GRAVE, HOOK, TILDE, ACUTE, DOT], strict=True)),
}
VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
VNI_PAIR = re.compile("[aeouyôö][øûõùï]|[aeo][âàåãáä]|a[êèúüéë]|[ñôöæóòî]", re.IGNORECASE)

INITIALS = ["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()]
RHYMES = (
    "a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âu ây âc âm ân âng âp ât "
    "e eo ec em en eng ep et ê êu êch êm ên ênh êp êt i ia iu ich im in inh ip it "
    "iêu iêc iêm iên iêng iêp iêt y yêu yêm yên yêng yêt ych ynh yt "
    "o oi oc om on ong op ot oong ô ôi ôc ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua ui uc um un ung up ut uôi uôc uôm uôn uông uôt ư ưa ưi ưu ưc ưn ưng ưt "
    "ươi ươu ươc ươm ươn ương ươp ươt oa oai oao oay oac oach oam oan oang oanh oap oat "
    "oăc oăm oăn oăng oăt oe oen oeo oet uâng uân uât uây uê uêch uênh uơ "
    "uy uya uyu uych uynh uyt uyên uyêt"
).split()
VOWELS, MARKED = "aăâeêioôơuưy", "ăâêôơư"

SIGNS = f"[\xa1-\xbf\xd7\xf7{MINUS}]"
WORD = re.compile(rf"[^\W\d_]+(?:{SIGNS}+[^\W\d_]*)*|{SIGNS}+[^\W\d_]+(?:{SIGNS}+[^\W\d_]*)*")
UNICODE_ONLY = re.compile("[\u0100-\u02af\u1e00-\u1eff]")
CODED = re.compile(f"[\xa1-\xfe{MINUS}]")
SIGN = re.compile(SIGNS)
CAPITAL_AFTER_SMALL = re.compile("[a-z\xdf-\xff][\xc0-\xde]")


def tone_places(rhyme):
    """Return where a rhyme may carry its tone: the old and the new way of writing."""
    places = [place for place, letter in enumerate(rhyme) if letter in VOWELS]
    marked = [place for place in places if rhyme[place] in MARKED]
    if marked:
        return marked[-1:]
    if places[-1] != len(rhyme) - 1:
        return places[-1:]
    if rhyme in ("oa", "oe", "uy"):
        return places
    return places[1:2] if len(places) == 3 else places[:1]


def toned(rhyme):
    """Yield a rhyme with every tone that it can have."""
    stopped = rhyme.endswith(("c", "ch", "p", "t"))
    for place in tone_places(rhyme):
        for tone in ("", ACUTE, DOT) if stopped else ("", GRAVE, HOOK, TILDE, ACUTE, DOT):
            word = rhyme[: place + 1] + tone + rhyme[place + 1 :]
            yield unicodedata.normalize("NFC", word)


TONED_RHYMES = frozenset(word for rhyme in RHYMES for word in toned(rhyme))


@lru_cache(maxsize=20_000)
def is_syllable(word):
    """Tell whether a word is a possible Vietnamese syllable."""
    word = word.lower()
    return any(
        word.startswith(initial) and word[len(initial) :] in TONED_RHYMES for initial in INITIALS
    )


def decode_tcvn3(text):
    """Return TCVN3 text in Unicode; in .VnTimeH the codes of small letters show as capitals."""
    plain = [char for char in text if char.isascii() and char.isalpha()]
    decoded = WORD.sub(lambda word: word[0].translate(TCVN3), text)
    in_capitals = len(plain) > 1 and all(char.isupper() for char in plain)
    return unicodedata.normalize("NFC", decoded.upper() if in_capitals else decoded)


def decode_vni(text):
    """Return VNI text in Unicode."""
    return unicodedata.normalize("NFC", VNI_PAIR.sub(decode_vni_pair, text))


def decode_vni_pair(match):
    """Decode a base letter with the sign that follows, or a letter with its own code."""
    *base, sign = match[0]
    if not base:
        return decode_vni_single(sign)
    shape = "" if sign.lower() in VNI_TONES else CIRCUMFLEX if sign.lower() in "âàåãáä" else BREVE
    tone = VNI_TONES.get(sign.lower()) or VNI_SHAPES[sign.lower()]
    return decode_vni_single(base[0]) + shape + tone


def decode_vni_single(letter):
    """Return the letter that VNI shows for a code of its own."""
    decoded = VNI_SINGLE.get(letter.lower(), letter)
    return decoded.upper() if letter.isupper() else decoded


DECODERS = {"tcvn3": decode_tcvn3, "vni": decode_vni}


@lru_cache(maxsize=50_000)
def legacy_code(text):
    """Return "tcvn3" or "vni" when the text is typed for those fonts, else ""."""
    if text.isascii() or not has_legacy_letters(text):
        return ""
    words = [word for word in WORD.findall(text) if CODED.search(word)]
    if any(SIGN.search(word) or CAPITAL_AFTER_SMALL.search(word) for word in words):
        return "tcvn3"
    odd = [word for word in words if not is_syllable(word)]
    for code, decode in DECODERS.items():
        if odd and all(is_syllable(decode(word)) for word in odd):
            return code
    return ""


def has_legacy_letters(text):
    """Tell whether the text could be legacy: coded letters, none that only Unicode has."""
    return bool(CODED.search(text)) and not UNICODE_ONLY.search(text)


def to_unicode(text, default=""):
    """Return the text decoded when it is legacy, else as it is.

    ``default`` is the code of a sheet that is typed so: there what could be, is.
    """
    code = legacy_code(text) or (default if has_legacy_letters(text) else "")
    return DECODERS[code](text) if code else text
