"""What the papers of a round are called and how their steps read, by guidance document."""

from dataclasses import dataclass

from registrations.definitions.base import Code


@dataclass(frozen=True)
class Words:
    """Names for people: ``paper`` and ``own`` in small letters, a person's, an organization's.

    ``owes`` heads the figure of those who must write, ``report`` their workbook (R1);
    ``confirm`` is the button, ``confirming`` what the history calls it, others are states.
    """

    paper: str
    own: str
    owes: str = "Phải đăng ký"
    confirm: str = "Xác nhận"
    confirming: str = "Xác nhận"
    confirmed: str = "Đã xác nhận"
    submitted: str = "Đã nộp, chờ xác nhận"
    waiting: str = "Chờ xác nhận"
    share: str = "Tỉ lệ xác nhận"
    people: str = "người phải đăng ký"
    report: str = "TÌNH HÌNH ĐĂNG KÝ, CAM KẾT"
    received: str = "Nơi nhận sẽ xác nhận hoặc trả lại để bổ sung."

    @property
    def paper_title(self):
        """The name of a person's paper at the beginning of a line."""
        return self.paper[0].upper() + self.paper[1:]

    @property
    def own_title(self):
        """The name of an organization's paper at the beginning of a line."""
        return self.own[0].upper() + self.own[1:]


WORDS = {  # in one year there may be rounds under several: each names its papers
    "neu_guong_2017": Words("bản đăng ký", "bản đăng ký"),
    "lam_dong_2017": Words("bản cam kết học tập, làm theo", "bản đăng ký"),
    "cam_ket_9": Words("bản cam kết", "bản đăng ký"),
    "hd21_2019": Words(
        "bản tự kiểm điểm",
        "báo cáo kiểm điểm",
        owes="Phải kiểm điểm",
        confirm="Ghi hoàn chỉnh sau kiểm điểm",
        confirming="Hoàn chỉnh sau kiểm điểm",
        confirmed="Đã hoàn chỉnh sau kiểm điểm",
        submitted="Đã nộp, chờ kiểm điểm",
        waiting="Chờ kiểm điểm, hoàn chỉnh",
        share="Tỉ lệ hoàn chỉnh",
        people="người phải kiểm điểm",
        report="TÌNH HÌNH NỘP BẢN TỰ KIỂM ĐIỂM, BÁO CÁO KIỂM ĐIỂM",
        received="Sau hội nghị kiểm điểm, chi bộ hoặc cấp trên ghi hoàn chỉnh hoặc trả lại để "
        "bổ sung.",
    ),
}
OWN_FORMS = {"neu_guong_2017": Code.F01, "hd21_2019": Code.E01}
