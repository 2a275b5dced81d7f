"""config/pdf.py: what every printed document is, and that it opens nothing else's files."""

import re
from io import BytesIO

import pytest
import segno
from django.utils.html import escape

from config import pdf
from registrations.documents import many_pdf, one_pdf
from tests.documents.samples import FILLED, OF_HEAD, pages_of, read

STYLES = ("profile-2018.css",)


def page(body, title="Thử in"):
    return f'<!doctype html><html lang="vi"><title>{title}</title><body>{body}</body></html>'


def fonts_of(reader):
    """Return the names of all fonts of a PDF, without the subset's prefix."""
    fonts = [
        font.get_object()["/BaseFont"].split("+")[1]
        for one in reader.pages
        for font in one["/Resources"]["/Font"].values()
    ]
    return set(fonts)


def elements_of(node):
    """Yield the elements of a structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from elements_of(one)
    elif isinstance(node, dict):
        yield node
        yield from elements_of(node.get("/K", []))


def alternatives_of(reader):
    """Return the words that stand for pictures."""
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    owners = [
        owner.get_object()
        for leaf in tree["/ParentTree"]["/Kids"]
        for page in leaf.get_object()["/Nums"][1::2]
        for owner in page
    ]
    return [owner["/Alt"] for owner in owners if "/Alt" in owner]


def test_document_says_what_it_is_to_archives_and_readers():
    reader = read(one_pdf(FILLED))

    root = reader.trailer["/Root"]
    archive = root["/Metadata"].get_data().decode()
    name = "Bản cam kết tu dưỡng, rèn luyện, phấn đấu, đăng ký nêu gương năm 2026 – Nguyễn Văn An"
    assert 'pdfaid:part="2" pdfaid:conformance="A"' in archive
    assert f">{name}</rdf:li>" in archive
    assert reader.metadata.title == name
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"] is not None
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert len(reader.trailer["/ID"]) == 2


def test_fonts_are_the_print_face_alone_and_embedded():
    reader = read(one_pdf(OF_HEAD))

    descriptors = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for font in reader.pages[0]["/Resources"]["/Font"].values()
    ]
    assert fonts_of(reader) == {
        "Liberation-Serif",
        "Liberation-Serif-Bold",
        "Liberation-Serif-Italic",
    }
    assert all("/FontFile2" in one for one in descriptors)


def test_letters_of_many_scripts_bring_in_no_other_face():
    letters = [*range(32, 0x600), *range(0x1E00, 0x2800), *range(0xF000, 0xF100), 0x4E2D, 0x1F600]
    lines = ["".join(map(chr, letters[start : start + 60])) for start in range(0, len(letters), 60)]
    text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    styled = f"{text}<b>{text}</b><i>{text}</i><b><i>{text}</i></b>"

    reader = read(pdf.render_pdf(page(styled), STYLES))

    assert fonts_of(reader) == {
        "Liberation-Serif",
        "Liberation-Serif-Bold",
        "Liberation-Serif-Italic",
        "Liberation-Serif-Bold-Italic",
    }


def test_structure_tree_of_joined_chunks_leads_from_each_page_to_its_text(monkeypatch):
    monkeypatch.setattr(pdf, "CHUNK", 1)
    target = BytesIO()

    many_pdf([FILLED, OF_HEAD], "Hai người", target)

    reader = read(target.getvalue())
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    leaves = [leaf.get_object()["/Nums"] for leaf in tree["/ParentTree"]["/Kids"]]
    keys = [key for leaf in leaves for key in leaf[::2]]
    titles = [one for one in elements_of(tree["/K"]) if one.get("/S") == "/H1"]
    assert keys == list(range(len(reader.pages)))
    assert [one["/StructParents"] for one in reader.pages] == keys
    assert len(titles) == 2
    assert {one.get("/S") for one in elements_of(tree["/K"])} >= {"/Document", "/H2", "/P"}
    for one, owners in zip(reader.pages, [v for leaf in leaves for v in leaf[1::2]], strict=True):
        marks = re.findall(rb"/MCID (\d+)", one.get_contents().get_data())
        assert [int(mark) for mark in marks] == list(range(len(owners)))


def test_picture_has_words_instead():
    assert alternatives_of(read(one_pdf(FILLED))) == ["Mã QR để kiểm tra bản in"]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "../../config/settings.py",
        "%2e%2e/app.css",
        "//localhost/x.png",
        "http://127.0.0.1:9/x.png",
        "ftp://127.0.0.1/x.png",
    ],
)
def test_fetcher_refuses_all_but_documents_files(address, caplog):
    body = f'<p>Chữ</p><img alt="x" src="{address}"><p style="background: url({address})">Chữ</p>'

    made = pdf.render_pdf(page(body), STYLES)

    refused = [record.getMessage() for record in caplog.records if record.name == "weasyprint"]
    assert len(refused) == 1
    assert all("outside static/documents" in one for one in refused)
    assert pages_of(made) == ["Chữ\nChữ\nx"]


def test_own_files_are_those_in_static_documents():
    inside = (pdf.FILES / "f05.css").as_uri()

    assert pdf.is_own(inside)
    assert not pdf.is_own((pdf.FILES.parent / "app.css").as_uri())
    assert not pdf.is_own(inside.replace("file://", "file://server"))
    assert not pdf.is_own("https://localhost/static/documents/f05.css")


def test_title_is_the_pages_own_unless_given():
    own = read(pdf.render_pdf(page("a", "Của trang"), STYLES))
    given = read(pdf.render_pdf(page("a", "Của trang"), STYLES, title="Được đặt"))

    assert (own.metadata.title, given.metadata.title) == ("Của trang", "Được đặt")


def test_texts_that_look_like_references_stay_texts(monkeypatch):
    monkeypatch.setattr(pdf, "CHUNK", 1)
    text = "3 0 R (4 0 R) /StructParents 1"
    style = f'<style>h1 {{ bookmark-level: 1; bookmark-label: "{text}" }}</style>'
    picture = f'<img alt="{text}" src="{segno.make("x").png_data_uri()}">'
    target = BytesIO()

    pdf.merge_pdf([page(f"{style}<h1>Một</h1>{picture}")] * 2, STYLES, f"{text} \\ (", target)

    reader = read(target.getvalue())
    assert reader.metadata.title == f"{text} \\ ("
    assert [one.title for one in reader.outline] == [text] * 2
    assert alternatives_of(reader) == [text] * 2


def test_many_pages_from_two_processes_make_the_same_file_as_from_one(monkeypatch):
    monkeypatch.setattr(pdf, "CHUNK", 2)
    pages = [page(f"<h1>Người {number}</h1>") for number in range(7)]
    together, alone = BytesIO(), BytesIO()

    count = pdf.merge_pdf(iter(pages), STYLES, "Bảy người", together)
    monkeypatch.setattr(pdf, "FEW_CHUNKS", 9)
    pdf.merge_pdf(iter(pages), STYLES, "Bảy người", alone)

    assert count == 7
    assert together.getvalue() == alone.getvalue()
    assert pages_of(alone.getvalue()) == [f"Người {number}" for number in range(7)]


def test_nothing_to_print_is_an_error():
    with pytest.raises(ValueError, match="nothing to print"):
        pdf.merge_pdf([], STYLES, "Không có ai", BytesIO())


def outline_of(reader, entries=None):
    """Return the bookmarks as titles, those below a bookmark in a list after it."""
    entries = reader.outline if entries is None else entries
    return [outline_of(reader, one) if isinstance(one, list) else one.title for one in entries]


def test_bookmarks_of_a_group_stand_under_one_across_chunks(monkeypatch):
    monkeypatch.setattr(pdf, "CHUNK", 2)
    style = "<style>h1 { bookmark-level: 1 }</style>"
    people = [("An", ""), ("Bình", "Chi bộ 1"), ("Chi", "Chi bộ 1"), ("Dũng", "Chi bộ 2")]
    pages = [pdf.Page(page(f"{style}<h1>{name}</h1>"), STYLES, group) for name, group in people]
    target, heard = BytesIO(), []

    pdf.merge_pages(iter(pages), "Hai chi bộ", target, progress=heard.append)

    reader = read(target.getvalue())
    assert outline_of(reader) == ["An", "Chi bộ 1", ["Bình", "Chi"], "Chi bộ 2", ["Dũng"]]
    places = [reader.get_destination_page_number(one) for one in reader.outline[2]]
    assert places == [1, 2]
    assert heard == [2, 4]


def test_each_page_is_a_file_of_its_own_in_order(monkeypatch):
    monkeypatch.setattr(pdf, "CHUNK", 1)
    pages = [
        pdf.Page(page(f"<h1>Người {number}</h1>", f"Bản {number}"), STYLES) for number in "123"
    ]

    files = list(pdf.render_each(iter(pages)))

    assert [pages_of(one) for one in files] == [["Người 1"], ["Người 2"], ["Người 3"]]
    assert [read(one).metadata.title for one in files] == ["Bản 1", "Bản 2", "Bản 3"]
