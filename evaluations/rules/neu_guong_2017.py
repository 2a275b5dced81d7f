"""Hướng dẫn đăng ký, cam kết nêu gương (Ban Tuyên giáo Đảng ủy khối, 2017)."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from evaluations.rules.conduct import Conduct
from evaluations.rules.dates import Deadline
from evaluations.rules.guidance import DEFAULTS, Calculation, Guidance, Since, Terms
from evaluations.rules.inputs import Number, number
from evaluations.rules.numbers import at_least, more_than, number_text
from evaluations.rules.scales import Scale
from evaluations.rules.verdicts import LevelVerdict
from evaluations.rules.votes import needed, take

GUIDANCE = Guidance(
    name="neu_guong_2017",
    title="Đăng ký, cam kết nêu gương",
    document="Hướng dẫn đăng ký, cam kết nêu gương học tập và làm theo tư tưởng, đạo đức, "
    "phong cách Hồ Chí Minh, của Ban Tuyên giáo Đảng ủy khối",
    first_year=2017,
    last_year=2021,
    settings=("score_bands", "share_base", "vote_count"),
    deadlines=(
        Deadline(
            "REGISTRATION",
            "Hoàn thành bản đăng ký, cam kết nêu gương của năm",
            "NG-02",
            "hoàn thành trong tháng 12 năm trước; riêng năm 2017 chậm nhất ngày 30/05/2017",
            day=31,
            months=(12,),
            years_later=-1,
            exceptions={2017: date(2017, 5, 30)},
        ),
        Deadline(
            "EVALUATION",
            "Kiểm điểm, đánh giá kết quả của năm",
            "NG-02",
            "hoàn thành trong quý IV",
            day=31,
            months=(12,),
        ),
        Deadline(
            "REPORT",
            "Báo cáo kết quả về Ban Tuyên giáo Đảng ủy khối",
            "NG-03",
            "trước ngày 30/12",
            day=30,
            months=(12,),
            before=True,
        ),
    ),
)
MEMBER_LEVELS = Scale(
    {
        "OUTSTANDING": "Tấm gương xuất sắc, tiêu biểu",
        "GOOD": "Tấm gương tốt",
        "PIONEERING": "Thể hiện được tính tiền phong, gương mẫu",
        "NOT_EXEMPLARY": "Không gương mẫu",
    }
)
ORGANIZATION_LEVELS = Scale(
    {
        "OUTSTANDING": "Xuất sắc, tiêu biểu",
        "GOOD": "Tốt",
        "AVERAGE": "Trung bình",
        "NOT_EXEMPLARY": "Không gương mẫu",
    }
)
SHARES = {
    "OUTSTANDING": Since(2017, at_least("2/3"), "neu_guong_2017, IV.2.1"),
    "GOOD": Since(2017, at_least("2/3"), "neu_guong_2017, IV.2.1"),
    "PIONEERING": Since(2017, more_than("1/2"), "neu_guong_2017, IV.2.1"),
}
BANDS = {
    "OUTSTANDING": Since(2017, 90, "neu_guong_2017, IV.1.1"),
    "GOOD": Since(2017, 70, "neu_guong_2017, IV.1.1"),
    "AVERAGE": Since(2017, 50, "neu_guong_2017, IV.1.1"),
}
GROUNDS = {
    "UNFINISHED": "không hoàn thành đầy đủ nội dung nêu gương hoặc nội dung đã đăng ký, không phải "
    "do nguyên nhân khách quan",
    "RECURRING": "chưa khắc phục hạn chế, khuyết điểm cũ lại phát sinh hạn chế, khuyết điểm mới",
    "QD55": "vi phạm Quy định số 55-QĐ/TW",
    "BREACH": "vi phạm quy định của Đảng, pháp luật, nội quy, quy chế hoặc vi phạm khác phải kiểm "
    "điểm trước tổ chức",
    "DEGENERATION": "có biểu hiện suy thoái, “tự diễn biến”, “tự chuyển hóa”",
}
CONDUCT = Conduct(
    guidance=GUIDANCE,
    scale=MEMBER_LEVELS,
    shares=SHARES,
    basic="PIONEERING",
    grounds=GROUNDS,
    vote_rule="NG-09",
    remedy_rule="NG-10",
    ground_rule="NG-11",
    people="người",
    settings=("share_base", "vote_count"),
)


def member_level(
    *,
    roll: int,
    ballots: Mapping[str, int] | None = None,
    approvals: Mapping[str, int] | None = None,
    remedied: str = "well",
    new_faults: bool = False,
    grounds: Sequence[str] = (),
    terms: Terms = DEFAULTS,
) -> LevelVerdict:
    """Answer a member's exemplary level from the meeting's vote.

    ``roll`` counts everybody within the cell's leadership, members or not (NG-09, IV.2.1);
    shortcomings (NG-10) and grounds (NG-11) lower what was voted. Unresolved where no level
    has its share, or where shortcomings are not remedied without new ones having arisen.
    Raises ``InputError`` for the first bad field.
    """
    vote = CONDUCT.count(roll, ballots, approvals, terms)
    return CONDUCT.judge(vote, remedied, new_faults, grounds, terms)


def organization_level(*, score: Number, terms: Terms = DEFAULTS) -> LevelVerdict:
    """Answer an organization's level from its score of 0 to 100 (NG-07, IV.1.1; I-1).

    Raises ``InputError("score")``.
    """
    points = number("score", score, most=100)
    shown = f"{number_text(points)} điểm"
    if terms.readings.score_bands == "ROUNDED_HALF_UP" and points.denominator > 1:
        points = Fraction((2 * points + 1) // 2)
        shown += f", làm tròn thành {number_text(points)}"
    level = next((one for one, band in BANDS.items() if points >= band.value), "NOT_EXEMPLARY")
    text = f"{shown}, {_band(level)}: mức {ORGANIZATION_LEVELS.named(level)}."
    return LevelVerdict(
        level=level,
        reasons=(GUIDANCE.because("NG-07", text, terms),),
        settings=terms.readings.used("score_bands"),
    )


def _band(level: str) -> str:
    if level in BANDS:
        return f"đạt từ {BANDS[level].value} điểm trở lên"
    return f"dưới {BANDS['AVERAGE'].value} điểm"


def organization_vote(
    *,
    roll: int,
    ballots: Mapping[str, int] | None = None,
    approvals: Mapping[str, int] | None = None,
    terms: Terms = DEFAULTS,
) -> LevelVerdict:
    """Answer an organization's level from the meeting's vote, which is final (NG-08, IV.1.2).

    The document names no share: more than 1/2 of the roll (I-3).
    Raises ``InputError`` for ``roll``, ``ballots`` or ``approvals``.
    """
    vote = take(ORGANIZATION_LEVELS, {}, terms.readings, roll, ballots, approvals)
    text = f"{vote.sentence(ORGANIZATION_LEVELS, 'người trong danh sách')}."
    return LevelVerdict(
        level=vote.level,
        unresolved="" if vote.level else "Hội nghị biểu quyết lại, vì chưa mức nào đủ số phiếu.",
        reasons=(GUIDANCE.because("NG-08", text, terms),),
        settings=terms.readings.used("vote_count"),
    )


def _member_votes(roll: int, terms: Terms) -> tuple[str, ...]:
    return needed(MEMBER_LEVELS, SHARES, roll, terms.readings)


def _organization_votes(roll: int, terms: Terms) -> tuple[str, ...]:
    return needed(ORGANIZATION_LEVELS, {}, roll, terms.readings)


def _score(score: Number, terms: Terms) -> tuple[str, ...]:
    return tuple(reason.text for reason in organization_level(score=score, terms=terms).reasons)


QUESTIONS = (member_level, organization_level, organization_vote)
CALCULATIONS = (
    Calculation(
        "member_votes",
        ("NG-09",),
        "Biểu quyết mức của đảng viên",
        "Số người trong danh sách (đảng viên, cán bộ, công chức, viên chức, nhân viên)",
        "30",
        _member_votes,
        settings=("share_base", "vote_count"),
    ),
    Calculation(
        "organization_score",
        ("NG-07",),
        "Mức của tổ chức theo điểm",
        "Điểm của tổ chức, từ 0 đến 100",
        "89,5",
        _score,
        settings=("score_bands",),
        least=0,
        most=100,
        decimals=2,
    ),
    Calculation(
        "organization_votes",
        ("NG-08",),
        "Biểu quyết mức của tổ chức",
        "Số người trong danh sách",
        "30",
        _organization_votes,
        settings=("vote_count",),
    ),
)
