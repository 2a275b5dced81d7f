"""Reads of the audit log."""

from datetime import datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from organizations.access import viewer_of
from organizations.account_queries import are_all, people_of, subtree_ids
from organizations.models import Account, LogEntry, Person
from organizations.vietnamese import search_key

VERBS = {
    "account_made": "Cấp tài khoản",
    "account_off": "Khóa tài khoản",
    "account_on": "Mở lại tài khoản",
    "account_reset": "Cấp lại mật khẩu",
    "account_unlocked": "Bỏ tạm khóa đăng nhập",
    "add_discipline": "Ghi kỷ luật",
    "add_organization": "Thêm tổ chức đảng",
    "add_person": "Thêm người",
    "add_state": "Ghi tình trạng",
    "appoint": "Bổ nhiệm",
    "call_meeting": "Lập hội nghị góp ý",
    "call_evaluation": "Lập hội nghị xếp loại",
    "cancel_evaluation": "Bỏ hội nghị xếp loại",
    "cancel_meeting": "Bỏ hội nghị góp ý",
    "choose_form": "Chọn mẫu của quần chúng",
    "confirm_levels": "Công nhận, không công nhận kết quả cấp dưới",
    "decide": "Quyết định mức chất lượng",
    "dissolve_organization": "Giải thể tổ chức đảng",
    "close_round": "Đóng đợt đăng ký",
    "edit_evaluation": "Sửa thông tin hội nghị xếp loại",
    "edit_organization": "Sửa tổ chức đảng",
    "edit_person": "Sửa hồ sơ",
    "edit_phrases": "Sửa cụm từ chung chung",
    "edit_reference": "Sửa danh mục",
    "end_placement": "Kết thúc sinh hoạt",
    "end_position": "Kết thúc chức vụ",
    "end_state": "Kết thúc tình trạng",
    "evaluation_roll": "Danh sách, điểm danh hội nghị xếp loại",
    "evaluation_tellers": "Cử người kiểm phiếu",
    "export": "Xuất danh sách",
    "finish_evaluation": "Kết thúc hội nghị xếp loại",
    "finish_meeting": "Kết thúc hội nghị góp ý",
    "import": "Nhập danh sách",
    "import_upload": "Tải danh sách lên",
    "locked_out": "Bị tạm khóa đăng nhập",
    "mark_quarter": "Tự đánh giá quý",
    "meeting_roll": "Điểm danh hội nghị góp ý",
    "move_organization": "Chuyển tổ chức đảng",
    "open_round": "Mở đợt đăng ký",
    "password_changed": "Đổi mật khẩu",
    "place_temporarily": "Sinh hoạt tạm thời",
    "print": "In bản cam kết",
    "notify": "Thông báo kết quả xếp loại",
    "publish": "Công khai kết quả xếp loại",
    "question": "Nội dung biểu quyết",
    "read": "Xem hồ sơ, bản cam kết",
    "refused": "Bị từ chối",
    "report_year": "Báo cáo kết quả năm",
    "report_half": "Báo cáo nửa năm",
    "report_up": "Báo cáo kết quả xếp loại",
    "reopen_round": "Mở lại đợt đăng ký",
    "set_round": "Đặt cách hiểu, thang điểm, hạn nộp của đợt",
    "shortcomings": "Ghi khuyết điểm, hạn chế",
    "take_back_half": "Rút lại báo cáo nửa năm",
    "take_back_tally": "Rút lại tổng hợp quý",
    "tally_quarter": "Tổng hợp quý",
    "transfer_person": "Chuyển sinh hoạt",
    "open_vote": "Mở biểu quyết",
    "close_vote": "Kết thúc kiểm phiếu",
    "annul_vote": "Hủy kết quả biểu quyết",
    "sign_count": "Bảng kiểm phiếu",
    "username_chosen": "Đổi tên đăng nhập",
}


def require_audited(account):
    """Return the blocs whose log the account reads, or refuse."""
    blocs = viewer_of(account).audited
    if not blocs:
        raise PermissionDenied("Đồng chí không có quyền xem nhật ký.")
    return blocs


def list_entries(blocs, filters, day):
    """Return the lines about the blocs' organizations and people, newest first.

    A line that names an organization belongs to it; others to the person they are about,
    else to who acted.
    """
    entries = LogEntry.objects.filter(wanted(filters))
    if not are_all(blocs):
        entries = entries.filter(about(subtree_ids(blocs), day))
    return entries.select_related("person", "organization")


def about(ids, day):
    """Return the condition for lines about the organizations and their people."""
    people = people_of(ids, day).values("pk")
    return (
        Q(organization__in=ids)
        | Q(organization=None, person__in=people)
        | Q(organization=None, person=None, account__person__in=people)
    )


def wanted(filters):
    """Return the condition of the filters."""
    condition = Q()
    if filters.get("verb"):
        condition &= Q(verb=filters["verb"])
    if filters.get("since"):
        condition &= Q(at__gte=midnight(filters["since"]))
    if filters.get("until"):
        condition &= Q(at__lt=midnight(filters["until"] + timedelta(days=1)))
    if filters.get("q"):
        people = Person.objects.filter(search_key__contains=search_key(filters["q"]))
        accounts = Account.objects.filter(person__in=people)
        condition &= Q(person__in=people) | Q(account__in=accounts)
    return condition


def midnight(day):
    """Return the moment at which the day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))
