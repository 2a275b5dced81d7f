"""Hướng dẫn cam kết và đăng ký học tập, làm theo (Đảng ủy Khối các cơ quan tỉnh Lâm Đồng, 2017)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluations.rules import caps
from evaluations.rules.conduct import Conduct
from evaluations.rules.dates import Deadline
from evaluations.rules.guidance import DEFAULTS, Calculation, Guidance, Since, Terms
from evaluations.rules.inputs import InputError, rows, text, whole, wholes, word
from evaluations.rules.numbers import floor_percent, more_than
from evaluations.rules.scales import Scale
from evaluations.rules.verdicts import LevelVerdict, Verdict
from evaluations.rules.votes import needed

GUIDANCE = Guidance(
    name="lam_dong_2017",
    title="Cam kết và đăng ký học tập, làm theo",
    document="Hướng dẫn cam kết thực hiện Nghị quyết Trung ương 4 khóa XII và đăng ký học tập, "
    "làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, của Đảng ủy Khối các cơ quan tỉnh "
    "Lâm Đồng",
    first_year=2017,
    last_year=2021,
    settings=("vote_count", "from_january", "role_model_base"),
    deadlines=(
        Deadline(
            "REGISTRATION",
            "Cam kết, đăng ký học tập, làm theo của năm",
            "LD-01",
            "từ tháng 1 hằng năm; riêng năm 2017 hoàn thành trong quý I",
            day=31,
            months=(1,),
            exceptions={2017: date(2017, 3, 31)},
            settings=("from_january",),
        ),
        Deadline(
            "QUARTER",
            "Đảng viên tự nhận xét, đánh giá, gửi tổ trưởng tổ đảng hoặc bí thư chi bộ",
            "LD-04",
            "trước ngày 25 tháng cuối quý",
            day=25,
            months=(3, 6, 9, 12),
            before=True,
        ),
    ),
)
LEVELS = Scale(
    {
        "COMPLETED_WELL": "Hoàn thành tốt nội dung cam kết và đăng ký",
        "COMPLETED": "Hoàn thành nội dung cam kết và đăng ký",
        "NOT_COMPLETED": "Không hoàn thành nội dung cam kết và đăng ký",
    }
)
GROUNDS = {
    "NO_COMMITMENT": "không cam kết, đăng ký, hoặc có cam kết nhưng không thực hiện",
    "UNFINISHED": "không hoàn thành đầy đủ nội dung đã cam kết, đăng ký, không phải do nguyên nhân "
    "khách quan",
    "RECURRING": "không khắc phục được hạn chế, khuyết điểm cũ mà còn phát sinh hạn chế, khuyết "
    "điểm mới",
    "BREACH": "vi phạm quy định của Đảng, pháp luật của Nhà nước, nội quy, quy chế hoặc vi phạm "
    "khác",
}
CONDUCT = Conduct(
    guidance=GUIDANCE,
    scale=LEVELS,
    shares={},
    basic="COMPLETED",
    grounds=GROUNDS,
    vote_rule="LD-06",
    remedy_rule="LD-06",
    ground_rule="LD-06",
    people="đảng viên",
    settings=("vote_count",),
)
ROLE_MODEL_SHARE = Since(2017, more_than("2/3"), "lam_dong_2017, II.3.4")
ROLE_MODEL_PERCENT = Since(2017, 20, "lam_dong_2017, II.3.4")
ROLE_MODEL_YEARS = Since(2017, (3, 5), "lam_dong_2017, II.3.4")


RELATIONS = {
    "ORGANIZATION": "Đối với tổ chức",
    "WORK": "Đối với công việc",
    "OTHERS": "Đối với người khác",
    "SELF": "Đối với chính bản thân",
}
ITEM_PARTS = {
    "relation": "mối quan hệ",
    "scope": "đối tượng, phạm vi cụ thể",
    "work": "công việc cụ thể",
    "manner": "tinh thần, thái độ, phương pháp và cách thức thực hiện",
    "result": "thời gian và kết quả thực hiện",
}
NUMERALS = ("hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười", "chục", "trăm")
QUARTERS = ("quý i", "quý ii", "quý iii", "quý iv")
TIMES = tuple(
    f"{which} {unit}"
    for which in ("hằng", "hàng", "mỗi", "từng", "trong", "đầu", "giữa", "cuối", "hết", "trước")
    for unit in ("ngày", "tuần", "tháng", "quý", "năm")
)


@dataclass(frozen=True, kw_only=True)
class RegisteredItem(Verdict):
    """Which parts of a registered item are missing, and gentle words about vague ones."""

    missing: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RoleModels(Verdict):
    """The cap, who is chosen, who is tied across it and voted again, and who is refused."""

    max: int
    chosen: tuple[str, ...]
    tied: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MultiYearRoleModel(Verdict):
    """Whether somebody may stand for role model of three or five years."""

    outcome: str


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
    """Answer how a member kept the year's commitment, from the cell's ballot (LD-06, II.2, II.3.4).

    ``roll`` counts the cell's members. Unresolved where no level has more than 1/2, or where
    shortcomings are not remedied without new ones having arisen.
    Raises ``InputError`` for the first bad field.
    """
    vote = CONDUCT.count(roll, ballots, approvals, terms)
    return CONDUCT.judge(vote, remedied, new_faults, grounds, terms)


def role_models(
    *,
    roll: int,
    rated: int = 0,
    completed_well: int,
    candidates: Sequence[Mapping[str, Any]] = (),
    already_chosen: int = 0,
    terms: Terms = DEFAULTS,
) -> RoleModels:
    """Choose the year's role models from candidates ``{name, votes, level}`` (LD-07, II.3.4).

    More than 2/3 of the roll, at most 20% (rounded down) of those who completed well; a tie
    across the cap is voted again. ``already_chosen`` by an earlier ballot take their places.
    ``rated``: how many were classified where that is more than the roll, for probationary
    members are classified but do not vote (I-4).
    Raises ``InputError`` for the first bad field.
    """
    whole("roll", roll, least=1)
    whole("completed_well", completed_well, most=max(roll, whole("rated", rated)))
    everybody = caps.read(candidates, ("name", "votes", "level"), roll=roll)
    levels = {
        row["name"]: word("candidates", row.get("level"), LEVELS.levels) for row in candidates
    }
    failing = {one.name: _fails(one, levels[one.name], roll) for one in everybody}
    standing = [one for one in everybody if not failing[one.name]]
    most = floor_percent(ROLE_MODEL_PERCENT.value, completed_well)
    left = most - whole("already_chosen", already_chosen, most=most)
    choice = caps.choose(standing, left)
    texts = [_share_text(roll), _cap_text(completed_well), *_chosen_text(already_chosen, left)]
    texts += [*(text for text in failing.values() if text), *choice.sentences()]
    kept = {*choice.chosen, *choice.tied}
    return RoleModels(
        max=most,
        chosen=caps.names(choice.chosen),
        tied=caps.names(choice.tied),
        refused=caps.names([one for one in everybody if one not in kept]),
        reasons=tuple(GUIDANCE.because("LD-07", text, terms) for text in texts),
        settings=terms.readings.used("role_model_base"),
    )


def _fails(candidate: caps.Candidate, level: str, roll: int) -> str:
    """Say why somebody does not stand; nothing where he or she does."""
    if level != LEVELS.highest:
        return f"{candidate.name}: không ở mức {LEVELS.named(LEVELS.highest)}."
    if not ROLE_MODEL_SHARE.value.reached(candidate.votes, roll):
        return f"{candidate.name}: {candidate.votes}/{roll} đảng viên tán thành, chưa đạt."
    return ""


def _share_text(roll: int) -> str:
    share = ROLE_MODEL_SHARE.value
    needed_votes = share.needed(roll)
    return f"Cần ít nhất {needed_votes} trong {roll} đảng viên của danh sách tán thành ({share})."


def _cap_text(completed_well: int) -> str:
    percent = ROLE_MODEL_PERCENT.value
    most = floor_percent(percent, completed_well)
    if most:
        return (
            f"Chọn nhiều nhất {most} trong {completed_well} đảng viên hoàn thành tốt "
            f"(không vượt quá {percent}%, phần lẻ bỏ đi)."
        )
    return (
        f"Không chọn được ai: {percent}% của {completed_well} đảng viên hoàn thành tốt chưa đủ một "
        "người, và văn bản không có quy định “ít nhất một người”."
    )


def _chosen_text(already_chosen: int, left: int) -> list[str]:
    if not already_chosen:
        return []
    return [f"Đã chọn {already_chosen} ở lần bỏ phiếu trước, còn {left}."]


def multi_year_role_model(
    *,
    year: int,
    years: int,
    role_model_years: Sequence[int] = (),
    excusable_years: Sequence[int] = (),
    terms: Terms = DEFAULTS,
) -> MultiYearRoleModel:
    """Answer whether somebody may stand for role model of 3 or 5 years (LD-08, II.3.4).

    ``ELIGIBLE`` with all years ending with ``year``; ``TO_CONSIDER`` by hand where one year is
    missing and excusable (a commendation, a recognised initiative); else ``NOT_ELIGIBLE``.
    Raises ``InputError`` for the first bad field.
    """
    GUIDANCE.check_year(year, terms)
    if whole("years", years) not in ROLE_MODEL_YEARS.value:
        raise InputError("years", "Chỉ xét định kỳ 3 năm hoặc 5 năm.")
    had = wholes("role_model_years", role_model_years)
    excused = wholes("excusable_years", excusable_years)
    missing = [one for one in range(year - years + 1, year + 1) if one not in had]
    outcome = _outcome(missing, excused)
    text = f"{years - len(missing)}/{years} năm liên tục đến năm {year} là gương điển hình"
    if missing:
        text += f"; thiếu năm {', '.join(map(str, missing))}"
    return MultiYearRoleModel(
        outcome=outcome,
        reasons=(GUIDANCE.because("LD-08", f"{text}: {OUTCOMES[outcome]}.", terms),),
    )


OUTCOMES = {
    "ELIGIBLE": "đủ điều kiện đưa ra bình xét",
    "TO_CONSIDER": "năm thiếu có bằng khen hoặc sáng kiến được cấp tỉnh công nhận, chi bộ xem xét",
    "NOT_ELIGIBLE": "không đủ điều kiện",
}


def _outcome(missing: Sequence[int], excused: frozenset[int]) -> str:
    if not missing:
        return "ELIGIBLE"
    return "TO_CONSIDER" if len(missing) == 1 and missing[0] in excused else "NOT_ELIGIBLE"


def registered_item(
    *,
    relation: str = "",
    scope: str = "",
    work: str = "",
    manner: str = "",
    result: str = "",
    vague_phrases: Sequence[str] = (),
    terms: Terms = DEFAULTS,
) -> RegisteredItem:
    """Answer which parts of a registered item are missing, and gently what is vague (LD-03).

    Object and scope, the work, spirit and method, time and result are all named (I.2.3);
    routine duty, or nothing measurable (no figure and no time, I.2.2), is a warning alone.
    Raises ``InputError("relation")`` for a relation that is none of the four.
    """
    if text("relation", relation):
        word("relation", relation, RELATIONS)
    written = {
        "relation": relation,
        "scope": text("scope", scope),
        "work": text("work", work),
        "manner": text("manner", manner),
        "result": text("result", result),
    }
    phrases = [text("vague_phrases", one) for one in rows("vague_phrases", vague_phrases)]
    missing = tuple(part for part, words in written.items() if not words.strip())
    return RegisteredItem(
        missing=missing,
        warnings=_vague(f"{scope} {work} {manner} {result}", phrases),
        reasons=(GUIDANCE.because("LD-03", _missing_text(missing), terms),),
    )


def _missing_text(missing: Sequence[str]) -> str:
    if not missing:
        return "Nội dung đăng ký đủ các phần."
    return f"Nội dung đăng ký còn thiếu: {'; '.join(ITEM_PARTS[part] for part in missing)}."


def _vague(written: str, phrases: Sequence[str]) -> tuple[str, ...]:
    plain = _plain(written)
    found = [
        f"“{phrase}” là việc hằng ngày hoặc khó đo được, nên nêu việc cụ thể hơn."
        for phrase in sorted(set(phrases))
        if phrase.strip() and _plain(phrase) in plain
    ]
    if plain.strip() and not _measured(plain):
        found.append("Chưa có con số hay thời gian, nên ghi mức độ, tỷ lệ hoặc khi nào xong.")
    return tuple(found)


def _plain(written: str) -> str:
    """Return the words alone, in small letters, each between spaces."""
    letters = "".join(one if one.isalnum() else " " for one in written.casefold())
    return f" {' '.join(letters.split())} "


def _measured(plain: str) -> bool:
    """Tell whether there is a figure, a number in words, or a time (I.2.3)."""
    times = (*NUMERALS, *QUARTERS, *TIMES)
    return any(one.isdigit() for one in plain) or any(f" {one} " in plain for one in times)


def _member_votes(roll: int, terms: Terms) -> tuple[str, ...]:
    return needed(LEVELS, {}, roll, terms.readings)


def _role_model_votes(roll: int, terms: Terms) -> tuple[str, ...]:
    return (_share_text(roll),)


def _role_model_cap(completed_well: int, terms: Terms) -> tuple[str, ...]:
    return (_cap_text(completed_well),)


QUESTIONS = (member_level, registered_item, role_models, multi_year_role_model)
CALCULATIONS = (
    Calculation(
        "member_votes",
        ("LD-06",),
        "Bỏ phiếu xếp loại cả năm",
        "Số đảng viên trong danh sách",
        "30",
        _member_votes,
        settings=("vote_count",),
    ),
    Calculation(
        "role_model_votes",
        ("LD-07",),
        "Phiếu cần có của gương điển hình",
        "Số đảng viên trong danh sách",
        "30",
        _role_model_votes,
        settings=("role_model_base",),
    ),
    Calculation(
        "role_model_cap",
        ("LD-07",),
        "Số gương điển hình nhiều nhất",
        "Số đảng viên hoàn thành tốt",
        "24",
        _role_model_cap,
    ),
)
