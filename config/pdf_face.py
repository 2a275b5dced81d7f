"""The face of printed documents: Liberation Serif, with the widths of Times."""

import re
from unicodedata import normalize

# What "Liberation Serif" has in all its styles, as far as somebody may type it.
FOREIGN = re.compile(
    "[^\\t\\n\\r -~\u00a0-\u036f\u0391-\u03a1\u03a3-\u03ce\u0400-\u0513\u1e00-\u1e9b\u1ea0-\u1ef9"
    "\u2000-\u200a\u2010\u2012-\u2022\u2026\u202f\u2030\u2032-\u2034\u2039\u203a\u2044\u2074-\u2079"
    "\u20ab\u20ac\u2116\u2122\u2190-\u2195\u2206\u2211\u2212\u221a\u221e\u2248\u2260\u2264\u2265"
    "\u25a0\u25a1\u25aa\u25ab\u25b2\u25ba\u25bc\u25c4\u25ca\u25cb\u25cf\u25e6\u2666]"
)
PLAIN = str.maketrans(
    dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160)])
    | dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)])
    | dict.fromkeys([0xFE0E, 0xFE0F, 0xFEFF])
    | dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\u27a2\u2756\u25b6\u25cd\u2219\u2027", "•")
    | dict.fromkeys("\u2713\u2714\uf0fc", "√")
    | {"\u2011": "-", "\u2028": "\n", "\u2029": "\n"}
    | {"\u2610": "[ ]", "\u2611": "[x]", "\u2612": "[x]"}
)


def printable(text):
    """Return the text in NFC with only those characters that the print face has.

    Any other would bring in another face, or a box that PDF/A forbids: bullets and boxes
    pasted from a word processor get their plain form, the rest "□".
    """
    return FOREIGN.sub("□", normalize("NFC", text).translate(PLAIN))
