import io
import random
import struct
import zipfile
from datetime import date, datetime

import pytest

from organizations.importing.reading import MAX_BYTES, Unreadable, read_workbook
from tests.imports.making import GIVEN, workbook

HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def code_of(data):
    with pytest.raises(Unreadable) as caught:
        read_workbook(data)
    return caught.value.code


def with_sheet(xml):
    """Return a workbook whose first sheet is the XML."""
    source = zipfile.ZipFile(io.BytesIO(workbook(("A", [["x"]]))))
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, xml if name.endswith("sheet1.xml") else source.read(name))
    return output.getvalue()


def test_cells_keep_their_kinds_and_places():
    data = workbook(
        ("Một", [[], [None, "Lê", 5, date(2020, 1, 2), datetime(2020, 1, 3, 4, 5), True, "=1+1"]]),
        ("Hai", []),
    )

    one, two = read_workbook(data)

    assert (one.name, one.hidden) == ("Một", False)
    assert one.rows == [[""] * 6, ["", "Lê", 5.0, ["2020-01-02"], ["2020-01-03"], True]]
    assert (two.name, two.rows) == ("Hai", [])


def test_hidden_sheets_are_told():
    from openpyxl import Workbook

    made = Workbook()
    made.active.append(["a"])
    made.create_sheet("Ẩn").sheet_state = "hidden"
    output = io.BytesIO()
    made.save(output)

    sheets = read_workbook(output.getvalue())

    assert [sheet.hidden for sheet in sheets] == [False, True]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"STT,Ho va ten\n1,An\n", "not_excel"),
        (b"%PDF-1.7 ...", "not_excel"),
        (b"<html><table><tr><td>Excel?</td></tr></table>", "not_excel"),
        (b"PK\x03\x04 no archive at all", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook at all", "broken"),
        (GIVEN.read_bytes()[:20_000], "broken"),
        (workbook(("Trống", [])), "empty"),
    ],
)
def test_what_is_no_list_is_told(data, code):
    assert code_of(data) == code


def test_a_file_over_50_megabytes_is_told():
    assert code_of(bytes(MAX_BYTES + 1)) == "too_big"


def test_a_text_archive_is_told():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")

    assert code_of(output.getvalue()) == "not_excel"


def test_a_zip_bomb_is_not_unpacked():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(301 << 20))

    assert len(output.getvalue()) < 1 << 20
    assert code_of(output.getvalue()) == "too_much"


def test_a_cell_far_away_ends_only_the_reader():
    far = b'<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'

    assert code_of(with_sheet(HEAD + b'<row r="1"><c r="A1"><v>1</v></c></row>' + far + TAIL)) == (
        "broken"
    )


def test_a_sheet_of_too_many_rows_is_told():
    far = (
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="100001"><c r="A100001"><v>2</v></c></row>'
    )

    assert code_of(with_sheet(HEAD + far + TAIL)) == "too_many_rows"


def test_locked_files_are_told():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    locked_xlsx = ole + "EncryptedPackage".encode("utf-16-le")
    beginning = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
    locked_xls = ole + beginning + struct.pack("<HH", 0x86, 2) + bytes(2) + b"\x2f\0\x02\0\0\0"
    ods = io.BytesIO()
    with zipfile.ZipFile(ods, "w") as archive:
        archive.writestr("content.xml", b"\x01\x02")
        archive.writestr("META-INF/manifest.xml", b"<manifest:encryption-data/>")

    codes = [code_of(data) for data in (locked_xlsx, locked_xls, ods.getvalue())]

    assert codes == ["protected"] * 3


def wounded_copies(count):
    """Yield copies of the given list with some bytes of one part changed."""
    chance = random.Random(count)  # noqa: S311  (the same copies every time, no secret)
    source = zipfile.ZipFile(GIVEN)
    parts = {name: source.read(name) for name in source.namelist() if name.endswith(".xml")}
    for _ in range(count):
        name = chance.choice(sorted(parts))
        wounded = bytearray(parts[name])
        for _ in range(20):
            wounded[chance.randrange(len(wounded))] = chance.randrange(256)
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
            for other in source.namelist():
                target.writestr(other, wounded if other == name else source.read(other))
        yield output.getvalue()


def outcome(data):
    """Return what reading tells: a reason, or that there are sheets."""
    try:
        return "sheets" if read_workbook(data) else "none"
    except Unreadable as unreadable:
        return unreadable.code


def test_wounded_files_are_read_or_refused():
    outcomes = {outcome(data) for data in wounded_copies(16)}

    assert outcomes <= {"sheets", "broken", "empty"}
    assert "broken" in outcomes


@pytest.mark.parametrize("start", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_meaningless_bytes_are_refused(start):
    data = start + bytes(place * place % 251 for place in range(5_000))

    assert code_of(data) in ("broken", "not_excel")
