from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from organizations.importing.actions import apply, upload
from organizations.models import ImportBatch, LogEntry, Person, Role
from tests.factories import (
    make_account,
    make_base,
    make_bloc,
    make_cell,
    make_officer,
    make_person,
)
from tests.imports.making import FIRST, GIVEN, cell, person, sheet, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(bloc):
    return make_cell(make_base(bloc, "Đảng bộ Cơ quan Đảng ủy Khối"), "Chi bộ Văn phòng")


@pytest.fixture
def staff(client, bloc, office):
    """A client signed in as the organisation board of the bloc."""
    client.force_login(make_officer(bloc, Role.ORGANISATION_BOARD, placed_in=office))
    return client


def send(client, data, name="danh-sach.xlsx"):
    """Upload a file as the page does."""
    return client.post(reverse("imports"), {"file": SimpleUploadedFile(name, data)}, follow=True)


def words(response):
    return response.content.decode()


def test_a_list_goes_from_upload_to_the_tree(staff, bloc):
    response = send(staff, GIVEN.read_bytes(), "Danh sách đảng viên.xlsx")

    batch = ImportBatch.objects.get()
    assert response.redirect_chain == [(reverse("import_batch", args=[batch.pk]), 302)]
    assert "Danh sách đảng viên.xlsx" in words(response)
    assert response.context["counts"] == {"NEW": 369, "CHANGED": 0, "UNCHANGED": 0, "REJECTED": 20}
    assert response.context["tab"] == "khong-nhan"
    assert not Person.objects.filter(card_number="10007007").exists()

    response = staff.post(reverse("import_apply", args=[batch.pk]), follow=True)

    assert "Đã ghi danh sách" in words(response)
    assert Person.objects.filter(card_number="10007007").exists()
    assert LogEntry.objects.filter(verb="import", organization=bloc).exists()

    response = staff.post(reverse("import_apply", args=[batch.pk]), follow=True)

    assert "không có gì được ghi lần nữa" in words(response)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Tệp rỗng"),
        (b"STT,Ho ten", "không phải tệp bảng tính"),
        (b"PK\x03\x04", "Tệp hỏng"),
        (workbook(("A", [])), "đều trống"),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_field(staff, data, message):
    response = send(staff, data)

    assert message in response.context["form"].errors["file"][0]
    assert not ImportBatch.objects.exists()


def test_no_file_is_told(staff):
    response = staff.post(reverse("imports"))

    assert response.context["form"].errors == {"file": ["Đồng chí hãy chọn tệp danh sách."]}


def test_a_file_without_a_list_leads_to_the_correction(staff):
    response = send(staff, workbook(("A", [["Thực đơn"], ["Phở"]])))

    batch = ImportBatch.objects.get()
    assert response.redirect_chain[-1][0] == reverse("import_layout", args=[batch.pk])
    assert "Chưa thấy danh sách đảng viên nào" in words(response)


def test_rejected_rows_show_reason_address_and_what_was_read(staff):
    response = send(staff, workbook(sheet(*cell(person(male="31/02/1985")))))

    text = words(response)
    assert f"ô C{FIRST + 1}" in text
    assert "Ngày không có thật" in text
    assert "31/02/1985" in text


def test_markup_in_a_list_is_shown_as_text(staff):
    rows = cell(
        person("<script>alert(1)</script> An"),
        person("<img src=x onerror=alert(2)>", card="2", male="<b>x</b>"),
    )

    send(staff, workbook(sheet(*rows, base="ĐẢNG BỘ <i>SỞ</i>", title="<u>Sở")), "<s>a.xlsx")
    batch = ImportBatch.objects.get()
    pages = [
        words(staff.get(reverse("import_batch", args=[batch.pk]), {"ket-qua": tab}))
        for tab in ("them-moi", "khong-nhan")
    ]
    pages.append(words(staff.get(reverse("import_layout", args=[batch.pk]))))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[0]
    for page in pages:
        for markup in ("<script>alert", "<img src=x", "<b>x", "<i>S", "<u>S", "<s>a"):
            assert markup not in page


def test_tabs_filter_rows_by_outcome_and_sheet(staff, bloc):
    given = upload(None, bloc, GIVEN.read_bytes(), "a.xlsx")
    address = reverse("import_batch", args=[given.pk])

    of_sheet = staff.get(address, {"ket-qua": "them-moi", "trang-tinh": "Ban Dân tộc"})
    second = staff.get(address, {"ket-qua": "them-moi", "page": "2"})
    unknown = staff.get(address, {"ket-qua": "gì đó", "page": "x"})

    assert of_sheet.context["page"].paginator.count == 14
    assert [row.row.row for row in second.context["rows"]][:2] == [68, 70]
    assert unknown.context["page"].paginator.count == 20


def test_people_who_are_not_in_the_file_are_listed(staff, bloc):
    missing = make_person("Lê Thị Vắng", make_cell(make_base(bloc)))
    batch = upload(None, bloc, workbook(sheet(*cell(person()))), "a.xlsx")

    response = staff.get(reverse("import_batch", args=[batch.pk]), {"ket-qua": "khong-co"})

    assert "Lê Thị Vắng" in words(response)
    assert reverse("person", args=[missing.pk]) in words(response)


def test_a_stale_preview_is_shown_again(staff, bloc):
    batch = upload(None, bloc, workbook(sheet(*cell(person()))), "a.xlsx")
    make_person("Nguyễn Văn An", make_cell(make_base(bloc)), card_number="10000001")

    response = staff.post(reverse("import_apply", args=[batch.pk]), follow=True)

    assert "chưa ghi gì" in words(response)
    assert response.context["counts"]["CHANGED"] == 1


def test_old_fonts_are_offered_converted(staff):
    send(staff, workbook(sheet(*cell(person("NguyÔn V¨n Th¾ng")))))
    batch = ImportBatch.objects.get()
    address = reverse("import_layout", args=[batch.pk])

    converted = staff.post(address, {"chuyen-ma": "1"}, follow=True)
    back = staff.post(address, {"chuyen-ma": "0"}, follow=True)

    assert "Nguyễn Văn Thắng" in words(converted)
    assert converted.context["counts"]["NEW"] == 1
    assert back.context["counts"]["REJECTED"] == 1
    assert "Chuyển mã chữ cũ" in words(back)


def layout_data(batch, **changes):
    """Return what the form of the first sheet sends."""
    layout = batch.layout["sheets"][0]
    data = {
        "used": "on",
        "base": layout["base"],
        "kind": layout["kind"],
        "cell": "",
        "as_of": "31/12/2024",
        "heading": layout["heading"],
    }
    data |= {f"column_{place}": field for field, place in layout["columns"].items()}
    return data | changes


def test_the_layout_is_corrected(staff, bloc):
    batch = upload(None, bloc, workbook(sheet(*cell(person()))), "a.xlsx")
    address = reverse("import_layout", args=[batch.pk])

    shown = staff.get(address)
    changes = {"base": "Chi bộ Sở Xây dựng", "kind": "BASE_CELL", "column_9": "other"}
    response = staff.post(address, layout_data(batch, **changes), follow=True)

    row = batch.rows.get()
    assert shown.context["form"].initial["base"] == "Đảng bộ Sở Xây dựng"
    assert "Đã đọc lại tệp" in words(response)
    assert (row.base, "workplace" in row.values) == ("Chi bộ 1", False)


def test_a_column_is_chosen_once_and_a_base_is_named(staff, bloc):
    batch = upload(None, bloc, workbook(sheet(*cell(person()))), "a.xlsx")

    response = staff.post(
        reverse("import_layout", args=[batch.pk]),
        layout_data(batch, column_8="workplace", base="", heading="0"),
    )

    errors = response.context["form"].errors
    assert set(errors) == {"__all__", "base", "heading"}
    assert "Đơn vị công tác" in errors["__all__"][0]


def test_an_applied_list_is_not_corrected(staff, bloc):
    batch = upload(None, bloc, workbook(sheet(*cell(person()))), "a.xlsx")
    apply(None, batch)

    response = staff.post(
        reverse("import_layout", args=[batch.pk]), layout_data(batch), follow=True
    )

    assert "đã được áp dụng" in words(response)


def test_a_lost_file_is_told(staff, bloc):
    batch = upload(None, bloc, workbook(sheet(*cell(person()))), "a.xlsx")
    batch.file.storage.delete(batch.file.name)

    response = staff.post(reverse("import_layout", args=[batch.pk]), layout_data(batch))

    assert "không còn trên máy chủ" in words(response)


def test_rejected_rows_go_out_are_mended_and_come_in(staff, bloc):
    rows = [
        *cell(person()),
        ["ĐẢNG BỘ BỘ PHẬN A"],
        *cell(
            person("Lê Hoa", card="2", male=None, female="31/02/1985", note="Sinh hoạt tạm thời"),
            person("Trần Bảy", card="3", official=None, posts="Phó Bí thư"),
        ),
    ]
    batch = upload(None, bloc, workbook(sheet(*rows)), "a.xlsx")

    response = staff.get(reverse("import_rejected", args=[batch.pk]))
    book = load_workbook(BytesIO(response.content))
    out = [[cell.value for cell in row] for row in book.active.iter_rows()]
    for row in book.active.iter_rows():
        for one in row:
            if one.value == "31/02/1985":
                one.value = "28/02/1985"
            if one.value == "Phó Bí thư":
                one.value = None
    mended = BytesIO()
    book.save(mended)
    again = upload(None, bloc, mended.getvalue(), "b.xlsx")

    assert [row[0] for row in out[9:11]] == ["Đảng bộ bộ phận A", "Chi bộ 1"]
    assert out[11][1] == "Lê Hoa"
    assert out[11][13].startswith(f"D{FIRST + 4}: Ngày không có thật")
    assert out[12][13].startswith(f"H{FIRST + 5}: Đảng viên dự bị")
    assert [(row.outcome, row.values["full_name"], row.values["section"]) for row in
            again.rows.all()] == [
        ("NEW", "Lê Hoa", "Đảng bộ bộ phận A"),
        ("NEW", "Trần Bảy", "Đảng bộ bộ phận A"),
    ]  # fmt: skip
    assert again.rows.all()[0].values["temporary"]


def test_the_member_list_goes_out_and_is_logged(staff, office):
    response = staff.get(reverse("member_list_export", args=[office.pk]))

    assert response.headers["Content-Disposition"] == (
        'attachment; filename="danh-sach-chi-bo-van-phong.xlsx"'
    )
    assert "no-store" in response.headers["Cache-Control"]
    assert load_workbook(BytesIO(response.content)).active["B11"].value == "Trần Thị Bình"
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.text) == (
        "export",
        "Xuất danh sách đảng viên Chi bộ Văn phòng: 1 dòng",
    )


def test_a_secretary_gets_the_own_cell_with_masked_numbers(client, office):
    client.force_login(make_officer(office))

    response = client.get(reverse("member_list_export", args=[office.pk]))

    card = load_workbook(BytesIO(response.content)).active["E11"].value
    assert card.startswith("•••")


ADDRESSES = ["import_batch", "import_layout", "import_rejected"]


@pytest.mark.parametrize(
    "role", [Role.PROPAGANDA_BOARD, Role.SECRETARY, Role.INSPECTION_COMMISSION]
)
def test_others_of_the_bloc_are_forbidden(client, bloc, office, role):
    batch = upload(None, bloc, workbook(sheet(*cell(person()))), "a.xlsx")
    client.force_login(make_officer(bloc, role, placed_in=office))

    codes = [client.get(reverse(name, args=[batch.pk])).status_code for name in ADDRESSES]
    codes.append(client.get(reverse("imports")).status_code)
    codes.append(client.post(reverse("imports")).status_code)
    codes.append(client.post(reverse("import_apply", args=[batch.pk])).status_code)

    assert codes == [403] * 6
    assert not Person.objects.filter(card_number="10000001").exists()


def test_other_blocs_and_administrators_see_nothing(client, bloc):
    batch = upload(None, bloc, workbook(sheet(*cell(person()))), "a.xlsx")
    other = make_bloc("Đảng bộ Khối doanh nghiệp")
    other_cell = make_cell(make_base(other))
    accounts = [make_officer(other, Role.ORGANISATION_BOARD, placed_in=other_cell), make_account()]

    codes = []
    for account in accounts:
        client.force_login(account)
        codes += [client.get(reverse(name, args=[batch.pk])).status_code for name in ADDRESSES]
        codes.append(client.post(reverse("import_apply", args=[batch.pk])).status_code)
        codes.append(client.get(reverse("member_list_export", args=[bloc.pk])).status_code)

    assert codes == [404] * 10


def test_applying_needs_a_post(staff, bloc):
    batch = upload(None, bloc, workbook(sheet(*cell(person()))), "a.xlsx")

    assert staff.get(reverse("import_apply", args=[batch.pk])).status_code == 405


def test_page_queries_do_not_grow(staff, bloc):
    def page(sheets):
        lists = (
            sheet(*cell(person(card=f"{n}")), title=f"Sở {n}", base=f"ĐẢNG BỘ SỞ {n}")
            for n in range(1, sheets + 1)
        )
        batch = upload(None, bloc, workbook(*lists), "a.xlsx")
        with CaptureQueriesContext(connection) as queries:
            staff.get(reverse("import_batch", args=[batch.pk]))
            staff.get(reverse("imports"))
        return len(queries)

    page(1)

    assert page(1) == page(3)


def test_lists_uploaded_before_are_listed(staff, bloc):
    account = make_officer(bloc, Role.ORGANISATION_BOARD, "Lê Văn Nhập")
    upload(account, bloc, workbook(sheet(*cell(person()))), "lan-truoc.xlsx")

    text = words(staff.get(reverse("imports")))

    assert "lan-truoc.xlsx" in text
    assert "Lê Văn Nhập" in text
    assert f"{timezone.localdate():%d/%m/%Y}" in text
