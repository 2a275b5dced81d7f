"""Prints F04, the booklet of a member: commitment, registered items, the year's assessment.

Cover, the parts of the assessment and the standards are the source's; person, commitment and
table of items are rebuilt from its content (LD-02, LD-03).
"""

from evaluations.rules.lam_dong_2017 import GUIDANCE, RELATIONS
from registrations.definitions import f04
from registrations.documents import paper as shared
from registrations.documents.paper import DOTS, SECRETARY, signature

ITEM_ROWS = 4
SHORTCOMING_LINES, YEAR_LINES, GENERAL_LINES, CONFIRMATION_LINES = 3, 4, 3, 6
PROMISE = "tôi cam kết và đăng ký học tập, làm theo với các nội dung sau:"
CLOSING = "Tôi cam kết thực hiện nghiêm túc, đầy đủ các nội dung trên."
ITEMS_HEADING = "II. Nội dung đăng ký học tập và làm theo"
COLUMNS = ("Đối tượng, phạm vi", *(f04.PARTS[part][0] for part in ("work", "manner", "result")))
GOOD_SIDE, BAD_SIDE = "- Ưu điểm", "- Khuyết điểm, hạn chế"


def html(paper):
    """Return the page that WeasyPrint prints."""
    commitment = paper.definition.parts(paper.situation, paper.answers)[0]
    return shared.page_html(
        "documents/f04.html",
        paper,
        cover=cover_lines(paper),
        title=f04.TITLE,
        year=paper.year or shared.UNKNOWN_YEAR,
        **shared.person_context(paper),
        opening=shared.opening(paper, GUIDANCE.document, PROMISE),
        commitment=commitment.heading,
        promises=f04.COMMITMENT,
        shortcomings=shared.field_context(f04.SHORTCOMINGS, paper, SHORTCOMING_LINES),
        items_heading=ITEMS_HEADING,
        relations="; ".join(words[0].lower() + words[1:] for words in RELATIONS.values()),
        columns=COLUMNS,
        items=item_rows(paper),
        empty_items=range(0 if f04.item_numbers(paper.answers) else ITEM_ROWS),
        closing=CLOSING,
        signing=shared.personal_signing(paper, "cấp ủy", "Người cam kết"),
        **course_context(paper),
    )


def cover_lines(paper):
    """Return the two lines of the organization: the province's, then the bloc's committee."""
    province, bloc = f04.COVER
    return (province, shared.committee_name(paper.bloc_name).upper() or bloc)


def item_rows(paper):
    """Return the four cells of each registered item."""
    rows = []
    for number in f04.item_numbers(paper.answers):
        item = f04.item(number, paper.answers)
        relation = RELATIONS.get(item["relation"], "")
        scope = ": ".join(words for words in (relation, item["scope"]) if words)
        rows.append([text.splitlines() for text in (scope, *cells_of(item))])
    return rows


def cells_of(item):
    """Return the last three cells of an item."""
    return item["work"], item["manner"], item["result"]


def course_context(paper):
    """Return the five parts of the assessment and the standards (LD-04, LD-05, LD-06, LD-09).

    The committee's words on the second half-year are the year's general remarks: the source
    has one half-year sheet, and "the year's end is the second half".
    """
    first, second = (paper.halves.get(half) for half in (1, 2))
    return {
        "course": f04.COURSE,
        "steps": f04.STEPS,
        "marks": f04.MARKS.values(),
        "quarters": quarter_rows(paper),
        "without_committee": f04.WITHOUT_COMMITTEE,
        "half_year": both_sides(first, YEAR_LINES),
        "half_year_signing": one_signature("T/M CHI ỦY", SECRETARY),
        "own_year": both_sides(None, YEAR_LINES),
        "own_text": shared.text_context(paper.closing.self_text, 0),
        "own_signing": one_signature("", "Ký tên"),
        "ballot": f04.BALLOT,
        "ballot_cells": paper.closing.vote_cells(f04.BALLOT),
        "general": both_sides(second, GENERAL_LINES),
        "cell_signing": one_signature("T/M CHI BỘ", SECRETARY),
        "confirmation": shared.text_context(confirmation_words(paper), CONFIRMATION_LINES),
        "base_signing": one_signature(
            "T/M ĐẢNG ỦY",
            SECRETARY,
            shared.place_and_day(paper.locality, None, unknown_year=f"20{DOTS}"),
        ),
        "standards_title": f04.STANDARDS_TITLE,
        "standards": f04.STANDARDS,
    }


def confirmation_words(paper):
    """Return whether the base committee confirms, and why not (LD-09); nothing before."""
    words = {"yes": "Công nhận", "no": "Không công nhận"}.get(paper.closing.superior, "")
    if not words:
        return ""
    reason = paper.closing.superior_reason
    return f"{words} kết quả: {paper.closing.level_name}.{f' Lý do: {reason}' if reason else ''}"


def quarter_rows(paper):
    """Return a row a quarter: a cross under its level, and the note."""
    rows = []
    for number in range(1, 5):
        quarter = paper.quarters.get(number)
        crossed = [quarter is not None and quarter.level == level for level in f04.MARKS]
        rows.append((f"Quý {number}", crossed, quarter.note if quarter else ""))
    return rows


def both_sides(half, lines):
    """Return strengths and shortcomings as written, or lines to write on."""
    strengths, shortcomings = (half.strengths, half.shortcomings) if half else ("", "")
    return [
        shared.labelled(GOOD_SIDE, strengths, lines),
        shared.labelled(BAD_SIDE, shortcomings, lines),
    ]


def one_signature(authority, title, day=""):
    """Return a block with a signature at the right."""
    return shared.signing(signature(), signature(authority, title=title), day)
