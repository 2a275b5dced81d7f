"""What holds for every printed registration form, blank and filled, read back from the PDF."""

import re
from dataclasses import replace
from io import BytesIO
from unicodedata import is_normalized

import pytest

from registrations.definitions import FORMS, Code
from registrations.documents import many_pdf, one_pdf
from tests.documents.archive import complaints
from tests.documents.papers import ADOPTION, ALL, F01, F02, F03, F04, blank
from tests.documents.samples import body_of, pages_of, read, squeezed
from tests.documents.test_f05_definition import MISREAD
from tests.documents.test_pdf import fonts_of

FACE = {"Liberation-Serif", "Liberation-Serif-Bold", "Liberation-Serif-Italic"}
PAPERS = [*ALL.values(), *map(blank, ALL)]
NAMES = [f"{paper.form}{'' if paper.subject else ' blank'}" for paper in PAPERS]
every_paper = pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
every_form = pytest.mark.parametrize("form", ALL)


@pytest.fixture(scope="module")
def pdfs():
    """Return each paper's PDF, printed once for the tests of this module."""
    printed = {}

    def of(paper):
        key = (paper.form, paper.subject)
        if key not in printed:
            printed[key] = one_pdf(paper)
        return printed[key]

    return of


def text_of(pdf):
    return "\n".join(pages_of(pdf))


@every_paper
def test_is_an_archive_file_in_the_print_face_tagged_and_vietnamese(paper, pdfs):
    reader = read(pdfs(paper))

    assert complaints(pdfs(paper)) == []
    root = reader.trailer["/Root"]
    descriptors = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts_of(reader) <= FACE
    assert all("/FontFile2" in one for one in descriptors)
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"] is not None
    assert "/StructTreeRoot" in root
    assert 'pdfaid:part="2"' in root["/Metadata"].get_data().decode()


@every_paper
def test_bookmark_and_title_say_whose_and_what_it_is(paper, pdfs):
    reader = read(pdfs(paper))

    name = f"{FORMS[paper.form].name} năm 2026"
    title = f"{name} – {paper.subject}" if paper.subject else name
    assert [one.title for one in reader.outline] == [paper.subject or name]
    assert reader.metadata.title == title


@every_paper
def test_wording_is_corrected_and_nfc(paper, pdfs):
    text = text_of(pdfs(paper))

    assert [wrong for wrong in MISREAD if wrong.strip() and wrong in text] == []
    assert is_normalized("NFC", text)
    assert "□" not in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA" not in text


@pytest.mark.parametrize("form", [Code.F01, Code.F02, Code.F03, Code.F05])
def test_says_all_that_its_definition_and_the_answers_say_in_order(form, pdfs):
    paper = ALL[form]
    text, place = body_of(pages_of(pdfs(paper))), 0

    for words in wording(paper):
        found = text.find(plain(words), place)
        assert found >= 0, words
        place = found


def wording(paper):
    """Yield headings, titles, guide texts and answers of a paper in order."""
    shown_once = set()
    for part in paper.definition.parts(paper.situation, paper.answers):
        yield from (part.heading, part.guide)
        for field in part.fields:
            guide = "" if field.guide in shown_once or part.heading else field.guide
            shown_once.add(field.guide)
            if not field.tick:
                yield f"{field.label}. " * bool(field.label) + field.title
                yield from (guide, paper.text(field.key))


def test_boxes_stand_before_every_manifestation(pdfs):
    text = body_of(pages_of(pdfs(F02)))

    for item in F02.situation.manifestations:
        assert squeezed(f"{item.code}. {item.shown}") in text


def plain(words):
    """Return words squeezed, without the last full stop, which stands after a bracket."""
    return squeezed(words).removesuffix(".")


@pytest.mark.parametrize("paper", [F02, F03, F04], ids=["F02", "F03", "F04"])
def test_persons_forms_have_no_number_no_date_in_the_head_and_no_receivers(paper, pdfs):
    pages = pages_of(pdfs(paper))

    assert not re.search(r"Số ?…", "".join(pages))
    assert "Nơi nhận" not in "".join(pages)
    assert "ngày 05 tháng 02 năm 2026" not in pages[0]


@pytest.mark.parametrize("paper", [F01, F02, F03, F04], ids=["F01", "F02", "F03", "F04"])
def test_basis_names_the_document_that_adopts_the_guidance(paper, pdfs):
    text = squeezed(text_of(pdfs(paper)))

    assert squeezed(f"({ADOPTION})") in text
    assert "ápdụngtheo" not in squeezed(text_of(pdfs(blank(paper.form))))


@every_form
def test_markup_of_a_user_is_only_text(form):
    paper = ALL[form]
    typed = "<script>alert(1)</script> {{ year }} &amp; <img src=file:///etc/hostname>"

    text = squeezed(text_of(one_pdf(replace(paper, answers=dict.fromkeys(paper.answers, typed)))))

    assert squeezed(typed) in text


@pytest.mark.parametrize("lines", [18, 42, 160])
@pytest.mark.parametrize(
    ("paper", "key", "block"),
    [
        (F01, "9", "T/M ĐẢNG ỦY"),
        (F02, "III", "Đà Lạt, ngày"),
        (F03, "II", "Đà Lạt, ngày"),
        (F04, "4.work", "Đà Lạt, ngày 05"),
    ],
    ids=["F01", "F02", "F03", "F04"],
)
def test_long_text_flows_on_and_the_signature_is_never_alone(paper, key, block, lines):
    text = "\n".join(f"Dòng {number} của bản đăng ký." for number in range(1, lines + 1))

    pages = pages_of(one_pdf(replace(paper, answers={**paper.answers, key: text})))

    body = squeezed("".join(pages))
    assert squeezed(f"Dòng {lines} của bản đăng ký.") in body
    assert body.count("củabảnđăngký.") >= lines
    (page,) = [one for one in pages if block in one and paper.full_name + "\n" in one + "\n"][:1]
    above = page.partition(block)[0]
    assert above.strip()
    assert "Nguyễn Văn An" in page or "Võ Minh Tú" in page


def test_forms_of_different_kinds_are_one_file_with_a_bookmark_each():
    target = BytesIO()
    names = ["Lê An", "Đỗ Bình", "Vũ Chi", "Hồ Dung"]
    papers = [
        replace(paper, full_name=name)
        for paper, name in zip((F02, F03, F02, F04), names, strict=True)
    ]

    count = many_pdf(iter(papers), "Bản đăng ký năm 2026", target)

    reader = read(target.getvalue())
    starts = [reader.get_destination_page_number(one) for one in reader.outline]
    alone = [len(read(one_pdf(paper)).pages) for paper in papers]
    assert count == 4
    assert [one.title for one in reader.outline] == names
    assert starts == [sum(alone[:place]) for place in range(4)]
    assert len(reader.pages) == sum(alone)
    assert fonts_of(reader) <= FACE
