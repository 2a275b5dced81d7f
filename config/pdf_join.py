"""Joins what WeasyPrint makes of many pages into one tagged PDF/A file, chunk by chunk.

WeasyPrint writes a file only from pages that are all in memory (some three megabytes a
form), and files joined afterwards lose their tags. So the PDF objects of one laid-out
document are taken out as a ``Chunk``, and a ``Joiner`` writes chunks as they come, from
this process or another.

Object numbers: 1 and 2 are the roots of the page tree and of the structure tree, in every
chunk and in the whole file; the others move up by what was written before.
"""

import re
import zlib
from dataclasses import dataclass
from hashlib import md5
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from struct import Struct

import pydyf

PAGES, STRUCTURE, FIRST = 1, 2, 3
ENTRY = Struct(">BQH")
PER_OBJECT_STREAM = 200
NO_GROUP = pydyf.String("").data
# Strings come first, so that nothing inside them is taken for a reference.
MOVABLE = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]+>"
    rb"|\b(?P<number>\d+) 0 R\b|(?P<name>/StructParents? )(?P<key>\d+)",
    re.DOTALL,
)


def move(body, renumber, keys=0):
    """Return an object's bytes with its references renumbered and structure keys moved up."""

    def moved(match):
        if match["number"]:
            return b"%d 0 R" % renumber(int(match["number"]))
        if match["key"]:
            return match["name"] + b"%d" % (int(match["key"]) + keys)
        return match[0]

    head, mark, stream = body.partition(b"\nstream\n")
    return MOVABLE.sub(moved, head) + mark + stream


def number_of(reference):
    """Return the number in a reference such as ``b"12 0 R"``."""
    return int(reference.split()[0])


@dataclass
class Chunk:
    """The PDF objects of one laid-out document; can be sent between processes."""

    bodies: list[bytes]
    pages: int
    page_count: int
    element: int
    keys: list[bytes]
    bookmarks: list[tuple[bytes, bytes, int]]
    catalog: bytes
    info: bytes


def chunk_of(document, groups, **options):
    """Return what WeasyPrint makes of a laid-out document; ``groups`` has one word a page."""
    taken = []
    document.write_pdf(
        BytesIO(), finisher=lambda _, pdf: taken.append(take(document, groups, pdf)), **options
    )
    return taken[0]


def take(document, groups, pdf):
    """Take the objects out of WeasyPrint's PDF, leaving it an empty frame to write."""
    objects = pdf.objects
    structure = objects[number_of(pdf.catalog["StructTreeRoot"])]
    keys = objects[number_of(structure["ParentTree"])]
    join_spans(objects, keys)
    for page in pdf.pages["Kids"][::3]:
        drop_zero_moves(objects[number_of(objects[page]["Contents"])])
    frame = {0, pdf.catalog.number, structure.number, keys.number, *outlines(pdf)}
    own = [one for one in objects if one is not None and one.number not in frame]
    numbers = {one.number: number for number, one in enumerate(own, FIRST)}
    numbers |= {0: PAGES, structure.number: STRUCTURE}
    pdf.pages["Parent"] = "0 0 R"
    for name in ("Type", "Pages", "StructTreeRoot", "Outlines", "Names"):
        pdf.catalog.pop(name, None)

    def moved(data):
        return move(data, numbers.__getitem__)

    chunk = Chunk(
        bodies=[moved(one.data) for one in own],
        pages=numbers[pdf.pages.number],
        page_count=pdf.pages["Count"],
        element=numbers[number_of(structure["K"][0])],
        keys=[moved(getattr(one, "data", one)) for one in keys["Nums"][1::2]],
        bookmarks=bookmarks(document, groups, [numbers[one] for one in pdf.pages["Kids"][::3]]),
        catalog=moved(pdf.catalog.data),
        info=pdf.info.data,
    )
    del objects[FIRST:]
    pdf.info.clear()
    return chunk


def join_spans(objects, keys):
    """Hang lines of text on their paragraph: WeasyPrint makes an element of each line.

    That is two thirds of all structure elements, and readers would speak of "spans".
    """
    parents = {}
    for span in objects:
        if not is_line(span):
            continue
        parent = objects[number_of(span["P"])]
        if parent["Pg"] == span["Pg"]:
            parent["K"][parent["K"].index(span.reference)] = span["K"][0]
            parents[span.reference] = parent.reference
            objects[span.number] = None
    for page in keys["Nums"][1::2]:
        if isinstance(page, list):
            page[:] = [parents.get(one, one) for one in page]


def drop_zero_moves(content):
    """Join the letters that WeasyPrint sets apart by a move of nothing (6% of the file)."""
    content.stream = [
        part.replace(b">0<", b"") if isinstance(part, bytes) else part for part in content.stream
    ]


def is_line(element):
    """Tell whether a structure element holds one marked line of text and nothing else."""
    return (
        isinstance(element, dict)
        and element.get("S") == "/Span"
        and len(element["K"]) == 1
        and isinstance(element["K"][0], int)
    )


def outlines(pdf):
    """Return the numbers of WeasyPrint's bookmark objects; the joiner makes its own."""
    if "Outlines" not in pdf.catalog:
        return []
    root = pdf.catalog["Outlines"]
    entries = [
        one.number for one in pdf.objects if isinstance(one, dict) and {"Title", "Dest"} <= set(one)
    ]
    return [number_of(root), *entries]


def bookmarks(document, groups, pages):
    """Return the group, the label and the page of each top-level bookmark."""
    return [
        (pydyf.String(groups[page]).data, pydyf.String(label).data, pages[page])
        for label, (page, _, _), _, _ in document.make_bookmark_tree()
    ]


class Joiner:
    """Writes chunks into one PDF file as they come; ``close`` ends the file."""

    def __init__(self, target):
        self.target = target
        self.digest = md5(usedforsecurity=False)
        self.position = 0
        self.entries = bytearray(ENTRY.size * FIRST)
        self.waiting = []
        self.kids, self.elements, self.key_leaves, self.bookmarks = [], [], [], []
        self.page_count = self.key_count = 0
        self.frame = None
        self.write(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")

    def write(self, data):
        """Write bytes."""
        self.target.write(data)
        self.digest.update(data)
        self.position += len(data)

    def reserve(self):
        """Return the next object's number."""
        self.entries += bytes(ENTRY.size)
        return len(self.entries) // ENTRY.size - 1

    def enter(self, number, *entry):
        """Note in the cross-reference where an object is."""
        ENTRY.pack_into(self.entries, number * ENTRY.size, *entry)

    def put(self, number, body):
        """Write an object: a stream at once, others together in compressed streams."""
        if body.endswith(b"endstream"):
            self.enter(number, 1, self.position, 0)
            self.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        else:
            self.waiting.append((number, body))
            if len(self.waiting) == PER_OBJECT_STREAM:
                self.flush()

    def flush(self):
        """Write the objects that wait."""
        if not self.waiting:
            return
        stream, index, offset = self.reserve(), [], 0
        for place, (number, body) in enumerate(self.waiting):
            self.enter(number, 2, stream, place)
            index.append(b"%d %d" % (number, offset))
            offset += len(body) + 1
        head = b" ".join(index) + b"\n"
        data = head + b"\n".join(body for _, body in self.waiting)
        facts = b"/Type /ObjStm/N %d/First %d" % (len(self.waiting), len(head))
        self.waiting = []
        self.put(stream, stream_body(facts, data))

    def add(self, chunk):
        """Write a chunk."""
        base = len(self.entries) // ENTRY.size - FIRST
        for _ in chunk.bodies:
            self.reserve()

        def renumber(number):
            return number if number < FIRST else number + base

        for number, body in enumerate(chunk.bodies, FIRST):
            self.put(number + base, move(body, renumber, self.key_count))
        self.kids.append(chunk.pages + base)
        self.elements.append(chunk.element + base)
        self.bookmarks += [(group, label, page + base) for group, label, page in chunk.bookmarks]
        self.add_keys([move(key, renumber) for key in chunk.keys])
        self.page_count += chunk.page_count
        self.frame = self.frame or (move(chunk.catalog, renumber), chunk.info)

    def add_keys(self, keys):
        """Write a leaf of the tree that leads from marked content to its element."""
        first, last = self.key_count, self.key_count + len(keys) - 1
        pairs = b" ".join(b"%d %b" % pair for pair in enumerate(keys, first))
        leaf = self.reserve()
        self.put(leaf, b"<</Limits [%d %d]/Nums [%b]>>" % (first, last, pairs))
        self.key_leaves.append(leaf)
        self.key_count += len(keys)

    def close(self):
        """Write the roots, the bookmarks and the cross-reference."""
        if self.frame is None:
            raise ValueError("nothing to print")
        catalog, info = self.frame
        self.put(
            PAGES,
            b"<</Type /Pages/Count %d/Kids [%b]>>" % (self.page_count, references(self.kids)),
        )
        tree = self.reserve()
        self.put(tree, b"<</Kids [%b]>>" % references(self.key_leaves))
        self.put(
            STRUCTURE,
            b"<</Type /StructTreeRoot/K [%b]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
            % (references(self.elements), tree, self.key_count),
        )
        root, details = self.reserve(), self.reserve()
        self.put(
            root,
            b"<</Type /Catalog/Pages %d 0 R/StructTreeRoot %d 0 R%b"
            % (PAGES, STRUCTURE, self.put_bookmarks() + catalog[2:]),
        )
        self.put(details, info)
        self.flush()
        self.write_cross_reference(root, details)

    def put_bookmarks(self):
        """Write the bookmarks, those of a group under one; return the catalog's mention."""
        if not self.bookmarks:
            return b""
        root, top = self.reserve(), []
        for group, entries in groupby(self.bookmarks, itemgetter(0)):
            lines = [(label, page, []) for _, label, page in entries]
            top += lines if group == NO_GROUP else [(group, lines[0][1], lines)]
        self.put(root, b"<</Type /Outlines/Count %d%b>>" % (len(top), self.put_level(root, top)))
        return b"/Outlines %d 0 R" % root

    def put_level(self, parent, entries):
        """Write bookmarks that stand under one; return the parent's mention of them."""
        numbers = [self.reserve() for _ in entries]
        for place, (number, (label, page, below)) in enumerate(zip(numbers, entries, strict=True)):
            before = b"/Prev %d 0 R" % numbers[place - 1] if place else b""
            after = b"/Next %d 0 R" % numbers[place + 1] if number != numbers[-1] else b""
            inside = self.put_level(number, below) + b"/Count -%d" % len(below) if below else b""
            self.put(
                number,
                b"<</Title %b/Dest [%d 0 R /Fit]/Parent %d 0 R%b%b%b>>"
                % (label, page, parent, before, after, inside),
            )
        return b"/First %d 0 R/Last %d 0 R" % (numbers[0], numbers[-1])

    def write_cross_reference(self, root, details):
        """Write where each object is, and the trailer."""
        number, start = self.reserve(), self.position
        self.enter(0, 0, 0, 65535)
        self.enter(number, 1, start, 0)
        identity = self.digest.hexdigest().encode()
        facts = b"/Type /XRef/Size %d/W [1 8 2]/Root %d 0 R/Info %d 0 R/ID [<%b> <%b>]" % (
            number + 1,
            root,
            details,
            identity,
            identity,
        )
        body = stream_body(facts, self.entries)
        self.write(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, body, start))


def stream_body(facts, data):
    """Return a compressed stream object."""
    data = zlib.compress(data, 9)
    return b"<<%b/Filter /FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
        facts,
        len(data),
        data,
    )


def references(numbers):
    """Return references to objects, one after the other."""
    return b" ".join(b"%d 0 R" % number for number in numbers)
