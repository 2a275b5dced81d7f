"""Prints E02 (Mẫu 02 of hd-21-2019), a member's self-review, with room for who assess later."""

from registrations.definitions import e02
from registrations.definitions.review import RESULTS
from registrations.documents import paper as shared
from registrations.documents import review
from registrations.documents.paper import signature

IN_CHARGE_OF = "Xác lập thời điểm, ký, ghi rõ họ tên"
OPINION_LINES = 3
MANAGER_SAYS = "- Nhận xét, đánh giá của người quản lý, sử dụng cán bộ, công chức, viên chức"
CELL = "Chi bộ"


def html(paper):
    """Return the page that WeasyPrint prints."""
    return shared.page_html(
        "documents/e02.html",
        paper,
        title=shared.title_lines(e02.TITLE, paper.year),
        pair=[("Họ và tên", paper.full_name), ("Ngày sinh", paper.born)],
        fields=head_fields(paper),
        parts=parts(paper),
        signing=shared.signing(
            signature(),
            signature("NGƯỜI TỰ KIỂM ĐIỂM", hint="(Ký, ghi rõ họ tên)", name=paper.full_name),
        ),
        assessors=assessors(paper.closing),
    )


def head_fields(paper):
    """Return what stands under the title, in the form's order."""
    return [
        ("Chức vụ Đảng", paper.party_post),
        ("Chức vụ chính quyền", paper.government_post),
        ("Chức vụ đoàn thể", paper.text(e02.UNION_POST.key)),
        ("Đơn vị công tác", paper.workplace),
        (CELL, paper.cell.removeprefix(CELL).strip()),
    ]


def parts(paper):
    """Return the seven parts of the form."""
    duties = review.dashes(paper, (e02.OFFICE, e02.targets(), e02.RESPONSIBILITY))
    if paper.situation.head:
        duties += [
            review.row(paper, one.key, name=f"- {one.guide}", lines=review.DASH_LINES)
            for one in e02.LEADERS
        ]
    conduct = review.dashes(paper, e02.CONDUCT_FIELDS)
    conduct[-1]["name"] += f" ({e02.CONDUCT_FIELDS[-1].guide.removesuffix('.')})"
    results = (
        review.entry(conduct, name=f"{e02.CONDUCT}:", grades=review.grades(paper, "conduct")),
        review.entry(duties, name=e02.DUTIES, grades=review.grades(paper, "duties")),
        review.entry([review.row(paper, "I.3")], name=e02.COMMITMENT),
    )
    answerable = review.entry([review.row(paper, "V", lines=review.DASH_LINES)])
    return [
        review.part(RESULTS, *results),
        review.faults(paper, e02.FAULT_FIELDS, lambda place: f"{place}."),
        review.remedy(paper, e02.WHOSE),
        review.suggested(paper, e02.WHOSE),
        review.part(e02.ANSWERABLE, answerable),
        review.plans(paper),
        review.part(
            e02.LEVELS,
            review.entry(name=f"{e02.CIVIL_LEVEL}:", levels=review.levels(paper, "civil_level")),
            review.entry(name=f"{e02.MEMBER_LEVEL}:", levels=review.levels(paper)),
        ),
    ]


def assessors(closing):
    """Return the three blocks of those who assess after the author, as far as it is known."""
    return [
        assessor(
            "Đánh giá, xếp loại chất lượng cán bộ, công chức, viên chức",
            (MANAGER_SAYS, closing.civil_text),
            ("- Mức xếp loại chất lượng công chức, viên chức", closing.civil_level),
            signature("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", hint=f"({IN_CHARGE_OF} và đóng dấu)"),
        ),
        assessor(
            "Đánh giá, xếp loại chất lượng đảng viên",
            ("- Nhận xét, đánh giá của chi ủy", said_by_cell(closing)),
            ("- Chi bộ đề xuất xếp loại mức chất lượng", closing.voted),
            signature("T/M CHI ỦY (CHI BỘ)", hint=f"({IN_CHARGE_OF})"),
            more=0 if closing.committee else OPINION_LINES,
        ),
        assessor(
            "",
            None,
            ("- Đảng ủy, chi ủy cơ sở xếp loại mức chất lượng", closing.level_name),
            signature("T/M ĐẢNG ỦY (CHI ỦY)", hint=f"({IN_CHARGE_OF} và đóng dấu)"),
        ),
    ]


def said_by_cell(closing):
    """Return what the committee wrote: of the year's commitment first (CK-04), then of all."""
    return "\n".join(one for one in (closing.commitment, closing.committee) if one)


def assessor(heading, opinion, level, signed, more=0):
    """Return the block of one assessor: words, the level, each with its label; the signature.

    ``more``: lines to write on under words that say only a part.
    """
    rows = [shared.labelled(*opinion, OPINION_LINES) | {"more": range(more)}] if opinion else []
    return {
        "heading": heading,
        "rows": [*rows, shared.labelled(*level, 0)],
        "signing": shared.signing(signature(), signed),
    }
