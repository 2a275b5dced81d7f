"""Readings: where a source is silent or open, the choice is a named setting (I-1 … I-13).

Each has the default of the rule catalogue. Where people read the source in more than one way
the others can be chosen; a verdict names every reading that it was reached with.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from evaluations.rules.inputs import word
from evaluations.rules.verdicts import Used


@dataclass(frozen=True)
class Setting:
    """One open question of a source: its identifier, its words, and the choices."""

    id: str
    name: str
    question: str
    choices: Mapping[str, str]


SETTINGS = (
    Setting(
        "I-1",
        "score_bands",
        "Điểm lẻ nằm giữa hai khung điểm",
        {
            "BY_LOWER_BOUND": "thuộc khung có cận dưới mà điểm đã đạt (89,5 thuộc khung từ 70)",
            "ROUNDED_HALF_UP": "làm tròn đến điểm nguyên, nửa điểm thì lên (89,5 thành 90)",
        },
    ),
    Setting(
        "I-2",
        "share_base",
        "Số người dùng làm mẫu số khi biểu quyết",
        {
            "ROLL": "toàn bộ người trong danh sách, kể cả người vắng",
            "PRESENT": "người dự họp",
        },
    ),
    Setting(
        "I-3",
        "vote_count",
        "Cách đếm phiếu có nhiều mức",
        {
            "CUMULATIVE": "cộng dồn, phiếu cho mức cao cũng là phiếu cho các mức thấp hơn (trừ mức "
            "thấp nhất); mức mà văn bản không nêu tỉ lệ thì cần trên 1/2; biểu quyết từng mức thì "
            "lấy đúng số tán thành của mức ấy",
            "SEPARATE": "riêng từng mức, chỉ đếm phiếu của chính mức ấy; mức mà văn bản không nêu "
            "tỉ lệ thì cần trên 1/2",
        },
    ),
    Setting(
        "I-4",
        "party_voters",
        "Người bỏ phiếu về việc của Đảng",
        {
            "FULL_MEMBERS": "đảng viên chính thức đang sinh hoạt chính thức tại đó",
            "ALL_MEMBERS": "mọi đảng viên đang sinh hoạt chính thức tại đó, kể cả dự bị",
        },
    ),
    Setting(
        "I-5",
        "cap_base",
        "Mẫu số của mức trần 20%",
        {
            "EXACTLY_GOOD": "số được xếp đúng mức “Hoàn thành tốt nhiệm vụ” sau khi đã chọn",
            "GOOD_OR_BETTER": "số đạt “Hoàn thành tốt nhiệm vụ” trở lên trước khi chọn",
        },
    ),
    Setting(
        "I-5",
        "cap_force",
        "Vượt mức trần 20%",
        {
            "FORBID": "không được quyết định vượt trần",
            "WARN": "được quyết định vượt trần khi nêu lý do; mọi báo cáo đều ghi lý do ấy",
        },
    ),
    Setting(
        "I-6",
        "key_criteria",
        "Tiêu chí then chốt của Mẫu 01",
        {
            "PROGRAMME_AND_LEADERSHIP": "mục I.1 và mục I.2",
            "LEADERSHIP": "chỉ mục I.2",
        },
    ),
    Setting(
        "I-7",
        "sick_days",
        "“Từ 03 tháng trở lên” khi nghỉ ốm cộng dồn",
        {"90": "từ 90 ngày trở lên", "92": "từ 92 ngày trở lên"},
    ),
    Setting(
        "I-8",
        "award_years",
        "Năm của điểm số và của danh hiệu thi đua khi xét khen thưởng",
        {
            "COUNTED_YEARS": "điểm của năm xét; danh hiệu, giấy khen trong các năm được tính",
            "UP_TO_AWARD_YEAR": "điểm của năm xét; danh hiệu, giấy khen của mọi năm đến năm xét",
        },
    ),
    Setting(
        "I-9",
        "basic_criteria",
        "“Các tiêu chí cơ bản” của đảng viên và tập thể",
        {"ALL": "mọi tiêu chí được chấm", "KEY": "chỉ các tiêu chí then chốt"},
    ),
    Setting(
        "I-10",
        "lower_organizations",
        "Đảng bộ bộ phận và chi bộ trực thuộc",
        {"BY_ANALOGY": "áp dụng tương tự tổ chức cơ sở đảng, do đảng ủy cơ sở quyết định"},
    ),
    Setting(
        "I-11",
        "targets",
        "“Dưới 50% chỉ tiêu …, các chỉ tiêu chủ yếu không đạt 100%”",
        {"EITHER": "một trong hai là đủ", "BOTH": "phải có cả hai"},
    ),
    Setting(
        "I-11",
        "self_remedied",
        "Bị kỷ luật nhưng tự phát hiện và khắc phục xong hậu quả",
        {
            "LIFTED": "không tính việc kỷ luật ấy, vẫn có thể đạt mức tốt trở lên",
            "AT_MOST_COMPLETED": "cao nhất là “Hoàn thành nhiệm vụ”",
        },
    ),
    Setting(
        "I-11",
        "six_months",
        "“Chưa đủ 06 tháng” và 06 tháng ở nơi cũ",
        {"AT_YEAR_END": "tính đến ngày 31/12 của năm xếp loại; 06 tháng ở nơi cũ là của năm ấy"},
    ),
    Setting(
        "I-12",
        "open_end",
        "Văn bản không ghi năm hết hiệu lực",
        {"OPEN": "còn áp dụng cho đến khi Ban Tổ chức của khối kết thúc"},
    ),
    Setting(
        "I-13",
        "from_january",
        "Đăng ký “từ tháng 1 hằng năm”",
        {"END_OF_JANUARY": "hạn cuối là ngày 31/01"},
    ),
    Setting(
        "I-13",
        "role_model_base",
        "“Trên 2/3 đảng viên bỏ phiếu tán thành”",
        {"ROLL": "trên 2/3 số đảng viên trong danh sách"},
    ),
    Setting(
        "I-13",
        "half_or_more",
        "“Trên 50% số phiếu tín nhiệm thấp trở lên”",
        {"MORE_THAN_HALF": "trên 1/2, đúng 1/2 thì chưa"},
    ),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True)
class Readings:
    """The chosen readings, by setting; the defaults are those of the rule catalogue.

    Raises ``InputError`` naming the setting for a choice that it does not have.
    """

    score_bands: str = "BY_LOWER_BOUND"
    share_base: str = "ROLL"
    vote_count: str = "CUMULATIVE"
    party_voters: str = "FULL_MEMBERS"
    cap_base: str = "EXACTLY_GOOD"
    cap_force: str = "FORBID"
    key_criteria: str = "PROGRAMME_AND_LEADERSHIP"
    sick_days: str = "90"
    award_years: str = "COUNTED_YEARS"
    basic_criteria: str = "ALL"
    lower_organizations: str = "BY_ANALOGY"
    targets: str = "EITHER"
    self_remedied: str = "LIFTED"
    six_months: str = "AT_YEAR_END"
    open_end: str = "OPEN"
    from_january: str = "END_OF_JANUARY"
    role_model_base: str = "ROLL"
    half_or_more: str = "MORE_THAN_HALF"

    def __post_init__(self) -> None:
        for field in fields(self):
            word(field.name, getattr(self, field.name), BY_NAME[field.name].choices)

    def used(self, *names: str) -> tuple[Used, ...]:
        """Say, a sentence each, how the named settings are read."""
        return tuple(self._used(BY_NAME[name]) for name in names)

    def _used(self, setting: Setting) -> Used:
        chosen = setting.choices[getattr(self, setting.name)]
        return Used(setting.id, f"{setting.question}: {chosen}.")
