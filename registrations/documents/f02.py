"""Prints F02 (Mẫu 02/ĐKNG), a member's registration, rebuilt from its content (NG-05)."""

from evaluations.rules.neu_guong_2017 import GUIDANCE
from registrations.definitions.f02 import DEEDS, SELF_CHECK, TITLE
from registrations.documents import paper as shared
from registrations.documents.year_end import MEMBER, NON_MEMBER, year_end

PROMISE = (
    "tôi đăng ký, cam kết nêu gương học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí "
    "Minh với các nội dung sau:"
)
SUMMARY = "(tóm tắt)"
SUMMARIES = (
    "Tên các biểu hiện ghi “(tóm tắt)” là tên gọi ngắn để tiện đối chiếu, không phải nguyên văn "
    "của Nghị quyết."
)
DEED_LINES, ASSESSMENT_LINES, CHECK_LINES, MEASURE_LINES = 3, 1, 2, 6


def html(paper):
    """Return the page that WeasyPrint prints."""
    criteria, self_check, measures = paper.definition.parts(paper.situation, paper.answers)
    keeper = "cấp ủy" if paper.member else shared.LEADERSHIP
    ticks = [field for field in self_check.fields if field.tick]
    return shared.page_html(
        "documents/f02.html",
        paper,
        title=shared.title_lines(TITLE, paper.year),
        **shared.person_context(paper),
        opening=shared.opening(paper, GUIDANCE.document, PROMISE),
        criteria=part_context(criteria, DEEDS, criteria_rows(criteria.fields, paper)),
        self_check=part_context(self_check, SELF_CHECK, group_rows(self_check.fields, paper)),
        promise=self_check.guide,
        summaries=SUMMARIES if any(SUMMARY in field.title for field in ticks) else "",
        measures=part_context(
            measures,
            measures.fields[0].guide,
            [shared.field_context(field, paper, MEASURE_LINES) for field in measures.fields],
        ),
        signing=shared.personal_signing(paper, keeper, "Người đăng ký, cam kết"),
        year_end=year_end(MEMBER if paper.member else NON_MEMBER, paper.closing),
    )


def part_context(part, guide, rows):
    """Return a part with its heading, the guide that holds for all of it, and its rows."""
    return {"heading": part.heading, "guide": guide.removesuffix("."), "rows": rows}


def criteria_rows(fields, paper):
    """Return each criterion with its deeds and how they are assessed."""
    return [
        {
            **shared.field_context(deeds, paper, DEED_LINES),
            "assessment": shared.labelled(
                assessment.title, paper.text(assessment.key), ASSESSMENT_LINES
            ),
        }
        for deeds, assessment in zip(fields[::2], fields[1::2], strict=True)
    ]


def group_rows(fields, paper):
    """Return each group of manifestations: the boxes, then the words on it."""
    rows, ticks = [], []
    for field in fields:
        if field.tick:
            ticks.append(
                {
                    "crossed": bool(paper.text(field.key)),
                    "label": field.label,
                    "words": field.title,
                }
            )
        else:
            row = shared.field_context(field, paper, CHECK_LINES)
            rows.append(row | {"ticks": ticks})
            ticks = []
    return rows
