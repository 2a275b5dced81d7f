"""What the readings say, word for word: written down here, not taken from the rules."""

from evaluations.rules.verdicts import Used

DEFAULTS = {
    "score_bands": "BY_LOWER_BOUND",
    "share_base": "ROLL",
    "vote_count": "CUMULATIVE",
    "party_voters": "FULL_MEMBERS",
    "cap_base": "EXACTLY_GOOD",
    "cap_force": "FORBID",
    "key_criteria": "PROGRAMME_AND_LEADERSHIP",
    "sick_days": "90",
    "award_years": "COUNTED_YEARS",
    "basic_criteria": "ALL",
    "lower_organizations": "BY_ANALOGY",
    "targets": "EITHER",
    "self_remedied": "LIFTED",
    "six_months": "AT_YEAR_END",
    "open_end": "OPEN",
    "from_january": "END_OF_JANUARY",
    "role_model_base": "ROLL",
    "half_or_more": "MORE_THAN_HALF",
}
USED = {
    ("score_bands", "BY_LOWER_BOUND"): Used(
        "I-1",
        "Điểm lẻ nằm giữa hai khung điểm: thuộc khung có cận dưới mà điểm đã đạt (89,5 thuộc "
        "khung từ 70).",
    ),
    ("score_bands", "ROUNDED_HALF_UP"): Used(
        "I-1",
        "Điểm lẻ nằm giữa hai khung điểm: làm tròn đến điểm nguyên, nửa điểm thì lên (89,5 thành "
        "90).",
    ),
    ("share_base", "ROLL"): Used(
        "I-2",
        "Số người dùng làm mẫu số khi biểu quyết: toàn bộ người trong danh sách, kể cả người vắng.",
    ),
    ("share_base", "PRESENT"): Used(
        "I-2", "Số người dùng làm mẫu số khi biểu quyết: người dự họp."
    ),
    ("vote_count", "CUMULATIVE"): Used(
        "I-3",
        "Cách đếm phiếu có nhiều mức: cộng dồn, phiếu cho mức cao cũng là phiếu cho các mức thấp "
        "hơn (trừ mức thấp nhất); mức mà văn bản không nêu tỉ lệ thì cần trên 1/2; biểu quyết từng "
        "mức thì lấy đúng số tán thành của mức ấy.",
    ),
    ("vote_count", "SEPARATE"): Used(
        "I-3",
        "Cách đếm phiếu có nhiều mức: riêng từng mức, chỉ đếm phiếu của chính mức ấy; mức mà văn "
        "bản không nêu tỉ lệ thì cần trên 1/2.",
    ),
    ("party_voters", "FULL_MEMBERS"): Used(
        "I-4",
        "Người bỏ phiếu về việc của Đảng: đảng viên chính thức đang sinh hoạt chính thức tại đó.",
    ),
    ("party_voters", "ALL_MEMBERS"): Used(
        "I-4",
        "Người bỏ phiếu về việc của Đảng: mọi đảng viên đang sinh hoạt chính thức tại đó, kể cả "
        "dự bị.",
    ),
    ("cap_base", "EXACTLY_GOOD"): Used(
        "I-5",
        "Mẫu số của mức trần 20%: số được xếp đúng mức “Hoàn thành tốt nhiệm vụ” sau khi đã chọn.",
    ),
    ("cap_base", "GOOD_OR_BETTER"): Used(
        "I-5",
        "Mẫu số của mức trần 20%: số đạt “Hoàn thành tốt nhiệm vụ” trở lên trước khi chọn.",
    ),
    ("cap_force", "FORBID"): Used("I-5", "Vượt mức trần 20%: không được quyết định vượt trần."),
    ("cap_force", "WARN"): Used(
        "I-5",
        "Vượt mức trần 20%: được quyết định vượt trần khi nêu lý do; mọi báo cáo đều ghi lý do ấy.",
    ),
    ("key_criteria", "PROGRAMME_AND_LEADERSHIP"): Used(
        "I-6", "Tiêu chí then chốt của Mẫu 01: mục I.1 và mục I.2."
    ),
    ("key_criteria", "LEADERSHIP"): Used("I-6", "Tiêu chí then chốt của Mẫu 01: chỉ mục I.2."),
    ("sick_days", "90"): Used(
        "I-7", "“Từ 03 tháng trở lên” khi nghỉ ốm cộng dồn: từ 90 ngày trở lên."
    ),
    ("sick_days", "92"): Used(
        "I-7", "“Từ 03 tháng trở lên” khi nghỉ ốm cộng dồn: từ 92 ngày trở lên."
    ),
    ("award_years", "COUNTED_YEARS"): Used(
        "I-8",
        "Năm của điểm số và của danh hiệu thi đua khi xét khen thưởng: điểm của năm xét; danh "
        "hiệu, giấy khen trong các năm được tính.",
    ),
    ("award_years", "UP_TO_AWARD_YEAR"): Used(
        "I-8",
        "Năm của điểm số và của danh hiệu thi đua khi xét khen thưởng: điểm của năm xét; danh "
        "hiệu, giấy khen của mọi năm đến năm xét.",
    ),
    ("basic_criteria", "ALL"): Used(
        "I-9", "“Các tiêu chí cơ bản” của đảng viên và tập thể: mọi tiêu chí được chấm."
    ),
    ("basic_criteria", "KEY"): Used(
        "I-9", "“Các tiêu chí cơ bản” của đảng viên và tập thể: chỉ các tiêu chí then chốt."
    ),
    ("lower_organizations", "BY_ANALOGY"): Used(
        "I-10",
        "Đảng bộ bộ phận và chi bộ trực thuộc: áp dụng tương tự tổ chức cơ sở đảng, do đảng ủy cơ "
        "sở quyết định.",
    ),
    ("targets", "EITHER"): Used(
        "I-11",
        "“Dưới 50% chỉ tiêu …, các chỉ tiêu chủ yếu không đạt 100%”: một trong hai là đủ.",
    ),
    ("targets", "BOTH"): Used(
        "I-11", "“Dưới 50% chỉ tiêu …, các chỉ tiêu chủ yếu không đạt 100%”: phải có cả hai."
    ),
    ("self_remedied", "LIFTED"): Used(
        "I-11",
        "Bị kỷ luật nhưng tự phát hiện và khắc phục xong hậu quả: không tính việc kỷ luật ấy, vẫn "
        "có thể đạt mức tốt trở lên.",
    ),
    ("self_remedied", "AT_MOST_COMPLETED"): Used(
        "I-11",
        "Bị kỷ luật nhưng tự phát hiện và khắc phục xong hậu quả: cao nhất là “Hoàn thành nhiệm "
        "vụ”.",
    ),
    ("six_months", "AT_YEAR_END"): Used(
        "I-11",
        "“Chưa đủ 06 tháng” và 06 tháng ở nơi cũ: tính đến ngày 31/12 của năm xếp loại; 06 tháng "
        "ở nơi cũ là của năm ấy.",
    ),
    ("open_end", "OPEN"): Used(
        "I-12",
        "Văn bản không ghi năm hết hiệu lực: còn áp dụng cho đến khi Ban Tổ chức của khối kết "
        "thúc.",
    ),
    ("from_january", "END_OF_JANUARY"): Used(
        "I-13", "Đăng ký “từ tháng 1 hằng năm”: hạn cuối là ngày 31/01."
    ),
    ("role_model_base", "ROLL"): Used(
        "I-13",
        "“Trên 2/3 đảng viên bỏ phiếu tán thành”: trên 2/3 số đảng viên trong danh sách.",
    ),
    ("half_or_more", "MORE_THAN_HALF"): Used(
        "I-13", "“Trên 50% số phiếu tín nhiệm thấp trở lên”: trên 1/2, đúng 1/2 thì chưa."
    ),
}


def used(*readings):
    """Return what a verdict says of readings: of "name" the default, of "name=CHOICE" that one."""
    parts = [one.partition("=") for one in readings]
    return tuple(USED[name, choice or DEFAULTS[name]] for name, _, choice in parts)
