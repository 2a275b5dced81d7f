"""What of PDF/A-2a (ISO 19005-2) can be read off a file: ``complaints`` names every breach found.

Not a validator: the claims that a wrong print would break first.
"""

import re
from io import BytesIO
from xml.etree import ElementTree

from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
FORBIDDEN_KEYS = {"/AA", "/JS", "/JavaScript", "/XFA", "/NeedAppearances", "/Alternates", "/OPI"}
FORBIDDEN_KEYS |= {"/Ref", "/PS", "/TR", "/HTP", "/EmbeddedFiles", "/OCProperties", "/Encrypt"}
FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData"}
FORBIDDEN_ACTIONS |= {"/Hide", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView"}
FORBIDDEN_SUBTYPES = {"/3D", "/Sound", "/Screen", "/Movie", "/PS", "/FileAttachment"}
FILTERS = {"/FlateDecode", "/DCTDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode"}
CMYK = {b"k", b"K"}
PRINTED, UNSEEN = 4, 1 | 2 | 32  # flags of annotations: Print; Invisible, Hidden, NoView


def complaints(pdf):
    """Return in which points a PDF is not what PDF/A-2a asks for."""
    reader = PdfReader(BytesIO(pdf), strict=True)
    if reader.is_encrypted:
        return ["encrypted"]
    checks = (
        of_file(pdf, reader),
        of_metadata(reader),
        of_colours(reader),
        of_tags(reader),
        of_objects(reader),
        of_fonts(reader),
        of_text(reader),
    )
    return sorted({one for found in checks for one in found})


def of_file(pdf, reader):
    """Header, end and identifier (6.1.2, 6.1.3)."""
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", pdf):
        yield "header"
    if not re.search(rb"%%EOF\r?\n?\Z", pdf):
        yield "something after the end"
    if len(reader.trailer.get("/ID", ())) != 2:
        yield "no identifier"


def of_metadata(reader):
    """What the file says that it is, and the title in both places (6.6)."""
    stream = reader.trailer["/Root"].get("/Metadata")
    if stream is None:
        yield "no metadata"
        return
    tree = ElementTree.fromstring(stream.get_object().get_data())  # noqa: S314 - our own file
    claims = {
        name: value
        for one in tree.iter()
        for name, value in one.attrib.items() | {(one.tag, (one.text or "").strip())}
        if name.startswith(PDFAID)
    }
    if claims != {f"{PDFAID}part": "2", f"{PDFAID}conformance": "A"}:
        yield f"claims {sorted(claims.values())}"
    titles = [one.text for one in tree.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")]
    if not reader.metadata.title or reader.metadata.title not in titles:
        yield "title"


def of_colours(reader):
    """One RGB output intent with its profile, and no colours that it does not cover (6.2.3)."""
    intents = [one.get_object() for one in reader.trailer["/Root"].get("/OutputIntents", ())]
    if [one["/S"] for one in intents] != ["/GTS_PDFA1"]:
        yield "output intent"
        return
    profile = intents[0]["/DestOutputProfile"].get_object()
    data = profile.get_data()
    if (profile["/N"], data[36:40], data[16:20], data[8] <= 4) != (3, b"acsp", b"RGB ", True):
        yield "colour profile"
    if data[12:16] not in (b"mntr", b"prtr") or int.from_bytes(data[:4], "big") != len(data):
        yield "colour profile"
    for page in reader.pages:
        if any(operator in CMYK for _, operator in operations(page, reader)):
            yield "CMYK"


def of_tags(reader):
    """Tagged, in a language, each picture with words, each page in the tree (6.7)."""
    root = reader.trailer["/Root"]
    if not is_true(root.get("/MarkInfo", {}).get("/Marked")):
        yield "not marked"
    if not root.get("/Lang"):
        yield "no language"
    if "/StructTreeRoot" not in root:
        yield "no structure"
    if any("/StructParents" not in page for page in reader.pages):
        yield "page outside the structure"
    for one in dictionaries(reader.trailer):
        if one.get("/S") == "/Figure" and not (one.get("/Alt") or one.get("/ActualText")):
            yield "picture without words"


def of_objects(reader):
    """Nothing that runs, hides, changes or lies elsewhere (6.1.7, 6.2.4, 6.3, 6.5)."""
    for one in dictionaries(reader.trailer):
        yield from (f"{key}" for key in FORBIDDEN_KEYS & one.keys())
        if one.get("/S") in FORBIDDEN_ACTIONS and "/P" not in one:
            yield f"action {one['/S']}"
        if one.get("/Subtype") in FORBIDDEN_SUBTYPES:
            yield f"{one['/Subtype']}"
        if one.get("/Type") == "/Annot":
            flags = one.get("/F", 0)
            if not flags & PRINTED or flags & UNSEEN:
                yield "annotation is not printed"
        if is_true(one.get("/Interpolate")) or one.get("/ColorSpace") == "/DeviceCMYK":
            yield "picture"
        if isinstance(one, StreamObject):
            used = one.get("/Filter", [])
            if not set(used if isinstance(used, list) else [used]) <= FILTERS:
                yield f"filter {used}"
            if "/F" in one:
                yield "stream outside the file"


def is_true(value):
    """Tell whether a value of the file is true; pypdf's false is an object like any other."""
    return getattr(value, "value", False)


def of_fonts(reader):
    """Every font is embedded whole enough, its widths are true, its letters are known (6.2.11)."""
    for font in dictionaries(reader.trailer):
        if font.get("/Type") != "/Font" or font["/Subtype"] == "/CIDFontType2":
            continue
        name = font.get("/BaseFont", "?")
        if font["/Subtype"] != "/Type0" or font.get("/Encoding") != "/Identity-H":
            yield f"{name}: a font of another kind"
            continue
        if "/ToUnicode" not in font:
            yield f"{name}: letters unknown"
        elif not all(letters_of(font).values()):
            yield f"{name}: a letter without a meaning"
        below = font["/DescendantFonts"][0].get_object()
        program = below["/FontDescriptor"].get_object().get("/FontFile2")
        if below.get("/CIDToGIDMap") != "/Identity":
            yield f"{name}: no map of glyphs"
        if program is None:
            yield f"{name}: not embedded"
        elif not true_widths(below, program.get_object().get_data()):
            yield f"{name}: widths"


def true_widths(font, data):
    """Tell whether the widths that the file names are those of the embedded font."""
    face = TTFont(BytesIO(data), lazy=True)
    order, scale = face.getGlyphOrder(), 1000 / face["head"].unitsPerEm
    return all(
        number < len(order) and abs(face["hmtx"][order[number]][0] * scale - width) <= 1
        for number, width in widths_of(font).items()
    )


def widths_of(font):
    """Return {glyph: width} of a font's dictionary."""
    widths, rest = {}, list(font["/W"])
    while rest:
        first, second = rest.pop(0), rest.pop(0).get_object()
        if isinstance(second, ArrayObject):
            widths |= {int(first) + step: width for step, width in enumerate(second)}
        else:
            width = rest.pop(0)
            widths |= dict.fromkeys(range(int(first), int(second) + 1), width)
    return widths


def letters_of(font):
    """Return {glyph: what it means} of a font's table, empty where it means nothing."""
    text = font["/ToUnicode"].get_object().get_data().decode("ascii")
    pairs = re.findall(r"^<([0-9a-f]+)> <([0-9a-f]*)>$", text, re.MULTILINE | re.IGNORECASE)
    nothing = {"", "0000", "feff", "fffe"}
    return {int(glyph, 16): "" if to.lower() in nothing else to for glyph, to in pairs}


def of_text(reader):
    """Every glyph on the page has a meaning and is none that stands for a missing one."""
    for page in reader.pages:
        fonts = page["/Resources"].get("/Font", {})
        known = {name: letters_of(font.get_object()) for name, font in fonts.items()
                 if "/ToUnicode" in font.get_object()}  # fmt: skip
        letters = {}
        for operands, operator in operations(page, reader):
            if operator == b"Tf":
                letters = known.get(operands[0], {})
            elif operator in (b"Tj", b"TJ"):
                shown = operands[0] if operator == b"TJ" else operands
                for glyph in glyphs_of(shown):
                    if glyph == 0 or glyph not in letters:
                        yield f"glyph {glyph} without a meaning"


def glyphs_of(shown):
    """Yield the two-byte codes of what is shown."""
    for one in shown:
        data = getattr(one, "original_bytes", one if isinstance(one, bytes) else b"")
        yield from (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))


def operations(page, reader):
    """Return the operators of a page with their operands."""
    return ContentStream(page.get_contents(), reader).operations


def dictionaries(start):
    """Yield each dictionary that is reached from a trailer or a root, once."""
    seen, waiting = set(), [start]
    while waiting:
        one = waiting.pop().get_object()
        if not isinstance(one, (DictionaryObject, ArrayObject)):
            continue
        place = getattr(one, "indirect_reference", None)
        key = (place.idnum, place.generation) if place else id(one)
        if key in seen:
            continue
        seen.add(key)
        if isinstance(one, DictionaryObject):
            yield one
            waiting.extend(one.raw_get(name) for name in one)
        else:
            waiting.extend(one)
