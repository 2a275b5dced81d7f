"""Member lists in and out: upload, preview, correct, apply; the list as a workbook."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from config.xlsx import CONTENT_TYPE
from organizations import history
from organizations.access import get_organization_for, viewer_of
from organizations.importing import actions, queries
from organizations.importing.forms import SheetForm, UploadForm
from organizations.importing.reading import MAX_BYTES, Unreadable
from organizations.importing.workbooks import rejected_list
from organizations.models import ImportBatch, ImportRow
from organizations.vietnamese import search_key
from organizations.workbooks import member_list

PAGE = 50
TABS = {
    "khong-nhan": ImportRow.Outcome.REJECTED,
    "thay-doi": ImportRow.Outcome.CHANGED,
    "them-moi": ImportRow.Outcome.NEW,
    "khong-doi": ImportRow.Outcome.UNCHANGED,
}
MISSING = "khong-co"
APPLIED = "Danh sách này đã được áp dụng; không có gì được ghi lần nữa."


def imports(request):
    """Upload a list; the lists uploaded before."""
    blocs = viewer_of(request.user).managed
    if not blocs:
        raise PermissionDenied("Chỉ Ban Tổ chức của đảng bộ khối được nhập danh sách.")
    chosen = request.GET.get("khoi", "")
    bloc = next((one for one in blocs if str(one.pk) == chosen), blocs[0])
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid() and (batch := try_to_upload(request, bloc, form)):
            return redirect(after_upload(request, batch))
    batches = ImportBatch.objects.filter(bloc__in=blocs).select_related("uploaded_by__person")
    page = Paginator(batches, PAGE).get_page(request.GET.get("page"))
    return render(
        request, "imports/imports.html", {"form": form, "bloc": bloc, "blocs": blocs, "page": page}
    )


def try_to_upload(request, bloc, form):
    """Return the stored batch; None with the reason in the form when it cannot be read."""
    file = form.cleaned_data["file"]
    try:
        if file.size > MAX_BYTES:
            raise Unreadable("too_big")
        return actions.upload(request.user, bloc, file.read(), file.name)
    except Unreadable as unreadable:
        form.add_error("file", str(unreadable))
        return None


def after_upload(request, batch):
    """Tell what was read, and return where to go on."""
    if not any(layout["used"] for layout in queries.layouts_of(batch)):
        messages.warning(
            request,
            "Chưa thấy danh sách đảng viên nào trong tệp. Đồng chí chọn trang tính và chỉ ra dòng "
            "tiêu đề của bảng.",
        )
        return reverse("import_layout", args=[batch.pk])
    messages.success(
        request, "Đã đọc tệp, chưa ghi gì. Đồng chí kiểm tra kết quả bên dưới rồi bấm Áp dụng."
    )
    return reverse("import_batch", args=[batch.pk])


def import_batch(request, pk):
    """Show what was recognised in a list and what becomes of each row."""
    batch = queries.get_batch_for(request.user, pk)
    counts = queries.counts_of(batch)
    tabs = list_tabs(batch, counts)
    tab = request.GET.get("ket-qua") or next((one[0] for one in tabs if one[2]), "khong-doi")
    sheet = request.GET.get("trang-tinh", "")
    if tab == MISSING:
        rows = queries.missing_people(batch)
    else:
        rows = queries.rows_of(batch, TABS.get(tab, ImportRow.Outcome.REJECTED), sheet)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "applied": batch.step == ImportBatch.Step.APPLIED,
        "counts": counts,
        "to_write": counts[ImportRow.Outcome.NEW] + counts[ImportRow.Outcome.CHANGED],
        "sheets": queries.sheet_rows(batch),
        "organizations": queries.new_organizations(batch),
        "tabs": tabs,
        "tab": tab,
        "sheet": sheet,
        "page": page,
        "rows": queries.shown_rows(page.object_list) if tab != MISSING else (),
        "legacy": batch.rows.filter(problem__in=("tcvn3", "vni")).exists(),
    }
    return render(request, "imports/batch.html", context)


def list_tabs(batch, counts):
    """Return (code, words, how many) of the tabs of a batch's page."""
    tabs = [(code, outcome.label, counts[outcome]) for code, outcome in TABS.items()]
    if batch.step == ImportBatch.Step.READ:
        tabs.append((MISSING, "Không có trong tệp", len(queries.recognised(batch)["missing"])))
    return tabs


def import_layout(request, pk):
    """Correct what was recognised on a sheet, or have old fonts converted."""
    batch = queries.get_batch_for(request.user, pk)
    layouts = queries.layouts_of(batch)
    place = chosen_sheet(request, layouts)
    form = SheetForm(layouts[place], request.POST or None) if layouts else None
    if request.method == "POST":
        try:
            if "chuyen-ma" in request.POST:
                return convert(request, batch)
            if form and form.is_valid():
                return correct(request, batch, place, form)
        except actions.AlreadyApplied:
            messages.info(request, APPLIED)
            return redirect("import_batch", pk)
        except Unreadable as unreadable:
            messages.error(request, str(unreadable))
    context = {"batch": batch, "sheets": queries.sheet_rows(batch), "place": place, "form": form}
    return render(request, "imports/layout.html", context)


def chosen_sheet(request, layouts):
    """Return the place of the sheet that the address names, the first one otherwise."""
    text = request.GET.get("trang-tinh", "")
    known = text.isascii() and text.isdecimal() and len(text) < 6 and int(text) < len(layouts)
    return int(text) if known else 0


def convert(request, batch):
    """Convert text of old fonts, or leave it."""
    wanted = request.POST["chuyen-ma"] == "1"
    actions.convert(batch, wanted)
    said = (
        "Đã chuyển mã chữ cũ trong bản xem trước. Đồng chí kiểm tra họ tên rồi bấm Áp dụng."
        if wanted
        else "Đã bỏ chuyển mã. Các dòng chữ cũ không được nhận."
    )
    messages.success(request, said)
    return redirect("import_batch", batch.pk)


def correct(request, batch, place, form):
    """Read the list again as it was corrected."""
    actions.correct_layout(batch, place, form.corrected())
    messages.success(request, "Đã đọc lại tệp theo nhận dạng mới. Đồng chí kiểm tra kết quả.")
    return redirect("import_batch", batch.pk)


@require_POST
def import_apply(request, pk):
    """Write what the preview shows."""
    batch = queries.get_batch_for(request.user, pk)
    try:
        applied = actions.apply(request.user, batch)
    except actions.AlreadyApplied:
        messages.info(request, APPLIED)
        return redirect("import_batch", pk)
    if applied:
        messages.success(
            request,
            "Đã ghi danh sách. Bước tiếp theo: tải các dòng không nhận về sửa (nếu có), rồi cấp "
            "tài khoản cho đảng viên ở mục Tài khoản.",
        )
    else:
        messages.warning(
            request,
            "Dữ liệu đã có người thay đổi từ lúc xem trước, nên chưa ghi gì. Dưới đây là kết quả "
            "mới; đồng chí kiểm tra rồi bấm Áp dụng lần nữa.",
        )
    return redirect("import_batch", pk)


def import_rejected(request, pk):
    """Give out the rejected rows with their reasons, to be mended and uploaded again."""
    batch = queries.get_batch_for(request.user, pk)
    data, count = rejected_list(batch)
    text = f"Tải {count} dòng không nhận của tệp {batch.file_name} (lần nhập {batch.pk})"
    history.record(request.user, "export", text, organization=batch.bloc)
    return workbook_response(data, f"khong-nhan-{batch.pk}")


def member_list_export(request, pk):
    """Give out the member list of an organization (R8); whole only to who keeps it."""
    organization = get_organization_for(request.user, pk)
    whole = viewer_of(request.user).may("manage", organization.tree_path)
    data, count = member_list(organization, timezone.localdate(), whole=whole)
    text = f"Xuất danh sách đảng viên {organization.name}: {count} dòng"
    history.record(request.user, "export", text, organization=organization)
    return workbook_response(data, f"danh-sach-{slugify(search_key(organization.name))}")


def workbook_response(data, name):
    """Return a workbook as a file to keep."""
    response = HttpResponse(data, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name[:80]}.xlsx"'
    return response


urlpatterns = [
    path("nhap-danh-sach/", imports, name="imports"),
    path("nhap-danh-sach/<int:pk>/", import_batch, name="import_batch"),
    path("nhap-danh-sach/<int:pk>/nhan-dang/", import_layout, name="import_layout"),
    path("nhap-danh-sach/<int:pk>/ap-dung/", import_apply, name="import_apply"),
    path("nhap-danh-sach/<int:pk>/khong-nhan.xlsx", import_rejected, name="import_rejected"),
    path("to-chuc/<int:pk>/danh-sach.xlsx", member_list_export, name="member_list_export"),
]
