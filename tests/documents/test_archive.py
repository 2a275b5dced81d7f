"""Prints are the archive files that they claim to be, and the check of it sees what is broken."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from config import pdf
from registrations.documents import many_pdf, one_pdf
from tests.documents.archive import complaints, dictionaries
from tests.documents.samples import FILLED, OF_HEAD


@pytest.fixture(scope="module")
def printed():
    return one_pdf(FILLED)


def test_one_form_is_an_archive_file(printed):
    assert complaints(printed) == []


def test_joined_chunks_are_an_archive_file(monkeypatch):
    monkeypatch.setattr(pdf, "CHUNK", 1)
    target = BytesIO()

    many_pdf([FILLED, OF_HEAD, FILLED], "Ba người", target)

    assert complaints(target.getvalue()) == []


def test_letters_that_the_face_lacks_leave_no_hole():
    page = "<!doctype html><html lang=vi><title>Thử</title><p>Ằ ễ ợ 中 😀 \uf0a7 \u2610 fi ffi</p>"

    assert complaints(pdf.render_pdf(page, ("profile-2018.css",))) == []


def broken(printed, breaking):
    """Return a print with something changed in its objects."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(printed)))
    breaking(writer)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def fonts(writer):
    return [one.get_object() for one in writer.pages[0]["/Resources"]["/Font"].values()]


def below(font):
    return font["/DescendantFonts"][0].get_object()


def without_intent(writer):
    del writer.root_object["/OutputIntents"]


def without_metadata(writer):
    del writer.root_object["/Metadata"]


def claiming_more(writer):
    stream = DecodedStreamObject()
    claim = writer.root_object["/Metadata"].get_object().get_data()
    stream.set_data(claim.replace(b'part="2"', b'part="3"'))
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)


def another_title(writer):
    writer.add_metadata({"/Title": "Khác"})


def without_language(writer):
    del writer.root_object["/Lang"]


def unmarked(writer):
    writer.root_object["/MarkInfo"][NameObject("/Marked")] = BooleanObject(False)


def without_structure(writer):
    del writer.root_object["/StructTreeRoot"]


def without_font_file(writer):
    del below(fonts(writer)[0])["/FontDescriptor"].get_object()["/FontFile2"]


def without_letters(writer):
    del fonts(writer)[0]["/ToUnicode"]


def other_widths(writer):
    below(fonts(writer)[0])["/W"][1] = ArrayObject([FloatObject(999)])


def running(writer):
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    action = DictionaryObject({NameObject(key): value for key, value in script.items()})
    writer.root_object[NameObject("/OpenAction")] = action


def hidden_link(writer):
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://x.example/"))


def smooth_picture(writer):
    for one in dictionaries(writer.root_object):
        if one.get("/Subtype") == "/Image":
            one[NameObject("/Interpolate")] = BooleanObject(True)


def picture_in_four_inks(writer):
    for one in dictionaries(writer.root_object):
        if one.get("/Subtype") == "/Image":
            one[NameObject("/ColorSpace")] = NameObject("/DeviceCMYK")


def wordless_picture(writer):
    figures = [one for one in dictionaries(writer.root_object) if one.get("/S") == "/Figure"]
    for one in figures:
        del one["/Alt"]


def written_in_four_inks(writer):
    stream = DecodedStreamObject()
    stream.set_data(b"0 0 0 1 k " + writer.pages[0].get_contents().get_data())
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)


def profile_of_another_space(writer):
    stream = writer.root_object["/OutputIntents"][0]["/DestOutputProfile"].get_object()
    stream[NameObject("/N")] = NumberObject(4)


def encrypted(writer):
    writer.encrypt("mật khẩu")


def other_letters(writer):
    stream = fonts(writer)[0]["/ToUnicode"].get_object()
    emptied = DecodedStreamObject()
    emptied.set_data(b"\n".join(stream.get_data().splitlines()[:12]))
    fonts(writer)[0][NameObject("/ToUnicode")] = writer._add_object(emptied)


@pytest.mark.parametrize(
    ("breaking", "complaint"),
    [
        (without_intent, "output intent"),
        (profile_of_another_space, "colour profile"),
        (written_in_four_inks, "CMYK"),
        (without_metadata, "no metadata"),
        (claiming_more, "claims ['3', 'A']"),
        (another_title, "title"),
        (without_language, "no language"),
        (unmarked, "not marked"),
        (without_structure, "no structure"),
        (wordless_picture, "picture without words"),
        (without_font_file, "not embedded"),
        (without_letters, "letters unknown"),
        (other_widths, "widths"),
        (other_letters, "without a meaning"),
        (running, "/JS"),
        (hidden_link, "annotation is not printed"),
        (smooth_picture, "picture"),
        (picture_in_four_inks, "picture"),
        (encrypted, "encrypted"),
    ],
)
def test_check_sees_what_is_broken(printed, breaking, complaint):
    found = complaints(broken(printed, breaking))

    assert [one for one in found if complaint in one]


def test_check_sees_a_file_without_identifier_or_with_something_behind(printed):
    nameless = printed.replace(b"/ID ", b"/IX ")

    assert complaints(nameless) == ["no identifier"]
    assert "something after the end" in complaints(printed + b"xx")
