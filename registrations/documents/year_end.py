"""The year-end part of the forms 02 and 03/ĐKNG: the published result, else room (NG-12)."""

from typing import NamedTuple

from evaluations.rules.neu_guong_2017 import MEMBER_LEVELS
from registrations.documents import paper as shared

SELF_LINES, OPINION_LINES = 3, 2
VOTE_HEAD = ("Trong danh sách", "Có mặt", *MEMBER_LEVELS.names.values(), "Kết quả")


class YearEnd(NamedTuple):
    """Who says what at the year's end, and for whom the result is signed."""

    author: str
    opinions: tuple[str, ...]
    authority: str
    title: str


MEMBER = YearEnd(
    author="Đảng viên tự nhận xét, đánh giá",
    opinions=(
        "Ý kiến của tổ đảng (nơi có tổ đảng)",
        "Ý kiến của chi ủy (bí thư chi bộ, nơi chưa có chi ủy)",
    ),
    authority="T/M CHI BỘ",
    title=shared.SECRETARY,
)
NON_MEMBER = YearEnd(
    author="Cá nhân tự nhận xét, đánh giá",
    opinions=(
        "Ý kiến của tổ chức đoàn thể, bộ phận công tác (nơi có)",
        "Ý kiến của lãnh đạo cơ quan, đơn vị",
    ),
    authority=f"T/M {shared.LEADERSHIP.upper()}",
    title="THỦ TRƯỞNG",
)


def year_end(people, closing):
    """Return the part as the templates print it; what is not known yet is empty."""
    said = (closing.group, closing.committee)
    return {
        "own": {
            "name": f"1. {people.author}",
            "levels": shared.boxes(MEMBER_LEVELS.names, closing.self_level),
            "text": shared.text_context(closing.self_text, SELF_LINES),
        },
        "opinions": [
            {"name": f"{number}. {opinion}", "text": shared.text_context(text, OPINION_LINES)}
            for number, (opinion, text) in enumerate(
                zip(people.opinions, said, strict=True), start=2
            )
        ],
        "vote": f"{len(people.opinions) + 2}. Kết quả biểu quyết hoặc bỏ phiếu tại hội nghị",
        "vote_head": VOTE_HEAD,
        "vote_cells": closing.vote_cells(VOTE_HEAD),
        "level": f"{len(people.opinions) + 3}. Xếp mức cả năm",
        "levels": shared.boxes(MEMBER_LEVELS.names, closing.level),
        "signing": shared.signing(
            shared.signature(),
            shared.signature(people.authority, title=people.title),
            shared.place_and_day("", None),
        ),
    }
