"""Hướng dẫn 22-HD/ĐU: its years, deadlines and thresholds."""

from evaluations.rules.dates import Deadline
from evaluations.rules.guidance import DraftReport, Guidance, Since
from evaluations.rules.numbers import at_least, more_than
from evaluations.rules.scales import Scale

MEMBER_LEVELS = Scale(
    {
        "EXCELLENT": "Đủ tư cách, hoàn thành xuất sắc nhiệm vụ",
        "GOOD": "Đủ tư cách, hoàn thành tốt nhiệm vụ",
        "COMPLETED": "Đủ tư cách, hoàn thành nhiệm vụ",
        "NOT_COMPLETED": "Vi phạm tư cách hoặc không hoàn thành nhiệm vụ",
    }
)
ORGANIZATION_LEVELS = Scale(
    {
        "CLEAN_STRONG_EXEMPLARY": "Trong sạch, vững mạnh tiêu biểu",
        "EXCELLENT": "Trong sạch, vững mạnh",
        "GOOD": "Hoàn thành tốt nhiệm vụ",
        "COMPLETED": "Hoàn thành nhiệm vụ",
        "NOT_COMPLETED": "Yếu kém",
    }
)
GUIDANCE = Guidance(
    name="hd22_2013",
    title="Kiểm điểm, xếp loại, khen thưởng và lấy phiếu tín nhiệm",
    document="Hướng dẫn số 22-HD/ĐU ngày 25/11/2013 của Ban Thường vụ Đảng ủy khối các cơ quan "
    "tỉnh",
    first_year=2013,
    last_year=None,
    settings=("award_years", "open_end", "half_or_more"),
    deadlines=(
        Deadline(
            "EVALUATION",
            "Đánh giá, xếp loại tổ chức cơ sở đảng, đảng viên",
            "H22-30",
            "trước ngày 25 tháng 12",
            day=25,
            months=(12,),
            before=True,
        ),
        Deadline(
            "REPORT",
            "Báo cáo kết quả đánh giá, xếp loại",
            "H22-30",
            "trước ngày 30 tháng 12",
            day=30,
            months=(12,),
            before=True,
        ),
        Deadline(
            "CONFIDENCE_VOTE",
            "Lấy phiếu tín nhiệm",
            "H22-30",
            "trước ngày 30 tháng 12",
            day=30,
            months=(12,),
            before=True,
        ),
        Deadline(
            "SUMMARY_MEETING",
            "Hội nghị tổng kết",
            "H22-30",
            "trước ngày 15/01 năm sau",
            day=15,
            months=(1,),
            before=True,
            years_later=1,
        ),
        Deadline(
            "LEADERS",
            "Đánh giá, nhận xét tập thể và cán bộ lãnh đạo, quản lý",
            "H22-30",
            "trước ngày 20/01 năm sau",
            day=20,
            months=(1,),
            before=True,
            years_later=1,
        ),
        Deadline(
            "LEADERS_REPORT",
            "Báo cáo kết quả đánh giá, nhận xét cán bộ lãnh đạo, quản lý",
            "H22-30",
            "trước ngày 30/01 năm sau",
            day=30,
            months=(1,),
            before=True,
            years_later=1,
        ),
        Deadline(
            "AWARD_FILES",
            "Gửi hồ sơ đề nghị khen thưởng",
            "H22-30",
            "chậm nhất ngày 18/01 năm sau",
            day=18,
            months=(1,),
            years_later=1,
            also=("H22-15",),
        ),
    ),
    draft_report=DraftReport(Since(2013, 3, "hd22_2013, A.I.3.1"), working=False, rule="H22-01"),
)
CERTIFICATE_PERCENT = Since(2013, 15, "hd22_2013, B.III.1")
COMMENDATION_QUOTA = Since(2013, 10, "hd22_2013, B.III.1")
AWARD_SCORE = Since(2013, 95, "hd22_2013, B.III.1.1")
GOOD_MEMBERS = Since(2013, more_than("90%"), "hd22_2013, B.III.1.1")
MAJORITY_LOW = Since(2013, more_than("1/2"), "hd22_2013, C.III.5")
RELIEVED_LOW = Since(2013, at_least("2/3"), "hd22_2013, C.III.5")
HALF_LOW = Since(2013, at_least("1/2"), "hd22_2013, C.III.5")
GROUPS_ABOVE = 30  # members of a cell above which its groups review (A.I.3.2, H22-02)
