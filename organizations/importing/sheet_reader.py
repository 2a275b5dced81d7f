"""Read a workbook from standard input, write its cells as lines of JSON to standard output.

A program of its own: a few hundred bytes can make the parser ask for terabytes, and
the parser then ends the whole process. Here memory and time are bounded, and what
ends is this process only. Dates become one-item lists with the ISO date.
"""

import json
import resource
import struct
import sys
import zipfile
from datetime import date, datetime
from io import BytesIO
from itertools import islice

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

MEMORY = 1 << 30  # bytes of address space
SECONDS = 60
UNPACKED = 300 << 20  # bytes
MAX_ROWS = 100_000
MAX_COLUMNS = 64
PORTION = 1_000  # rows a line
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # a stream of locked .xlsx files
MANIFEST = "META-INF/manifest.xml"  # of .ods files
FIRST_RECORD, FILEPASS = b"\x09\x08\x10\x00\x00\x06\x05\x00", 0x2F  # of .xls workbooks


class Refused(Exception):
    """The file cannot be read; the argument is the code of the reason."""


def check_container(data):
    """Refuse what is no workbook, is locked, or unpacks to too much."""
    if data.startswith(OLE):
        if ENCRYPTED in data or is_locked_xls(data):
            raise Refused("protected")
    elif data.startswith(ZIP):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check_archive(archive)
    else:
        raise Refused("not_excel")


def check_archive(archive):
    """Refuse an archive that is no workbook, is locked, or unpacks to too much."""
    sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    if sum(entry.file_size for entry in archive.infolist()) > UNPACKED:
        raise Refused("too_much")
    if not any(name.startswith("xl/") or name == "content.xml" for name in sizes):
        raise Refused("not_excel")
    if MANIFEST in sizes and b"encryption-data" in archive.read(MANIFEST):
        raise Refused("protected")


def is_locked_xls(data):
    """Tell whether one of the first records of an .xls workbook says that it is encrypted."""
    place = data.find(FIRST_RECORD)
    for _ in range(4 if place >= 0 else 0):
        kind, length = struct.unpack("<HH", data[place : place + 4].ljust(4, b"\0"))
        if kind == FILEPASS:
            return True
        place += 4 + length
    return False


def plain(value):
    """Return a cell as JSON can hold it; times of day and durations mean nothing here."""
    if isinstance(value, str | float | bool | int):
        return value
    if isinstance(value, datetime):
        return [value.date().isoformat()]
    if isinstance(value, date):
        return [value.isoformat()]
    return ""


def read_into(data, write):
    """Hand on the sheets of a workbook, each as its name and visibility and then its rows."""
    check_container(data)
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    found = False
    for index, meta in enumerate(workbook.sheets_metadata):
        sheet = workbook.get_sheet_by_index(index)
        if sheet.end and sheet.end[0] >= MAX_ROWS:
            raise Refused("too_many_rows")
        write({"name": sheet.name, "hidden": meta.visible != SheetVisibleEnum.Visible})
        margin = [""] * (sheet.start or (0, 0))[1]  # the empty columns on the left are left out
        rows = (plain_row(margin + row) for row in sheet.iter_rows())
        while portion := list(islice(rows, PORTION)):
            found = found or any(map(any, portion))
            write({"rows": portion})
    if not found:
        raise Refused("empty")


def plain_row(row):
    return [plain(value) for value in row[:MAX_COLUMNS]]


def refusal(data, write):
    """Read, and return the code of why that could not be done, or None.

    Whatever else goes wrong ends this process, which tells that the file is broken.
    """
    try:
        read_into(data, write)
    except Refused as refused:
        return refused.args[0]
    except PasswordError:
        return "protected"
    return None


def write_line(value):
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass")
    write_line({"refused": refusal(sys.stdin.buffer.read(), write_line)})


if __name__ == "__main__":
    main()
