from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from organizations.importing.actions import apply, upload
from organizations.importing.queries import counts_of
from organizations.models import (
    ImportRow,
    Kind,
    Organization,
    Person,
    PersonState,
    Placement,
    Position,
    Role,
)
from organizations.workbooks import member_list
from tests.factories import (
    appoint,
    make_base,
    make_bloc,
    make_cell,
    make_group,
    make_person,
    place,
    set_state,
)
from tests.imports.making import GIVEN

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def whole(organization):
    """Return the member list of an organization as bytes."""
    return member_list(organization, TODAY, whole=True)[0]


def rows_of(data, sheet=0):
    """Return the values of a sheet's rows."""
    book = load_workbook(BytesIO(data))
    return [list(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


def make_everything():
    """Make a bloc with whatever a list can hold."""
    bloc = make_bloc()
    base = make_base(bloc, "Đảng bộ Sở Văn hóa, Thể thao và Du lịch")
    section = Organization.objects.create(
        parent=base, kind=Kind.SECTION_COMMITTEE, name="Đảng bộ bộ phận Thể thao"
    )
    cells = [make_cell(base, "Chi bộ 1"), make_cell(base, "VP (cơ quan): 2")]
    inner = make_cell(section, "Chi bộ 1")
    group = make_group(inner, "Tổ đảng 1")
    base_cell = make_base(bloc, "Chi bộ UBND thị trấn K'Nàng", kind=Kind.BASE_CELL)
    odd = make_base(bloc, "Đảng ủy Quân sự [tỉnh] rất dài, rất dài", kind=Kind.BASE_COMMITTEE)
    odd_cell = make_cell(odd, "Chi bộ Cơ quan")
    make_cell(odd, "Chi bộ chưa có ai")
    officer = make_person("Nguyễn Thị Ánh", cells[0], gender="F", note="đang học; a;b")
    appoint(officer, cells[0], Role.SECRETARY)
    appoint(officer, base, Role.COMMITTEE_MEMBER, title="Ủy viên Ban Chấp hành, Bí thư")
    appoint(officer, bloc, Role.ORGANISATION_BOARD, title="Trưởng ban")
    leader = make_person("K'Brếu", group, gender="M", birth_year_only=True, card_number=None,
                         born_on=date(1970, 1, 1), email="kbreu@lamdong.vn")  # fmt: skip
    appoint(leader, group, Role.GROUP_LEADER)
    appoint(leader, section, Role.SECRETARY)
    appoint(leader, inner, Role.DEPUTY_SECRETARY, title="Phó Bí thư thường trực")
    place(leader, odd_cell, Placement.Kind.TEMPORARY)
    appoint(leader, odd_cell, Role.COMMITTEE_MEMBER, title="Chi ủy viên")
    exempt = make_person("=Lê An", cells[1], official_on=None, workplace="@b", government_post="-c")
    set_state(exempt, PersonState.Kind.EXEMPT)
    set_state(exempt, PersonState.Kind.SICK_LEAVE, date(2024, 5, 6))
    make_person("Không Rõ Năm", base_cell, born_on=None, gender="F", civil_servant=True)
    guest = make_person("Chỉ Tạm Thời", None, gender="M")
    place(guest, base_cell, Placement.Kind.TEMPORARY)
    standing = make_person("Ủy Viên", odd_cell, gender="M")
    appoint(standing, odd, Role.STANDING_MEMBER)
    appoint(standing, odd, Role.AGENCY_HEAD, title="Chỉ huy trưởng")
    return bloc


KEPT = (
    "full_name",
    "gender",
    "born_on",
    "birth_year_only",
    "card_number",
    "admitted_on",
    "official_on",
    "civil_servant",
    "workplace",
    "government_post",
    "email",
    "note",
)


def world(bloc):
    """Return all that a list tells about a bloc, without ids and first days."""
    trees = Organization.objects.descendants(bloc).select_related("parent")
    people = Person.objects.filter(placements__organization__in=trees.values("pk")).distinct()
    return {
        "organizations": sorted(
            (one.kind, one.name, one.parent.name if one.parent_id != bloc.pk else "")
            for one in trees
        ),
        "people": sorted(str(tuple(row)) for row in people.values_list(*KEPT)),
        "placements": sorted(
            Placement.objects.filter(person__in=people).values_list(
                "person__full_name", "kind", "organization__name", "organization__parent__name"
            ),
            key=str,
        ),
        "positions": sorted(
            Position.objects.filter(person__in=people).values_list(
                "person__full_name", "role", "title", "organization__kind", "organization__name"
            )
        ),
        "states": sorted(
            PersonState.objects.filter(person__in=people).values_list(
                "person__full_name", "kind", "started_on"
            )
        ),
    }


def test_what_goes_out_changes_nothing_when_it_comes_in_again():
    bloc = make_everything()

    batch = upload(None, bloc, whole(bloc), "a.xlsx")

    assert [(row.outcome, row.changes) for row in batch.rows.all()] == [("UNCHANGED", [])] * 7
    assert (batch.layout["organizations"], batch.layout["missing"]) == ([], [])


def test_what_goes_out_comes_into_an_empty_bloc_without_loss():
    bloc = make_everything()
    data, before = whole(bloc), world(bloc)
    for model in (Position, Placement, PersonState, Person):
        model.objects.all().delete()
    for organization in reversed(Organization.objects.descendants(bloc)):
        organization.delete()

    batch = upload(None, bloc, data, "a.xlsx")

    assert [row.problem for row in batch.rows.all() if row.problem] == []
    assert apply(None, batch)
    assert world(bloc) == before


@pytest.mark.parametrize("name", ["Chi bộ 1", "Tổ đảng 1", "Đảng bộ bộ phận Thể thao"])
def test_the_list_of_a_part_comes_in_again_too(name):
    bloc = make_everything()
    part = Organization.objects.filter(name=name).order_by("-pk")[0]

    batch = upload(None, bloc, whole(part), "a.xlsx")

    outcomes = {row.outcome for row in batch.rows.all()}
    assert outcomes == {ImportRow.Outcome.UNCHANGED}
    assert batch.layout["organizations"] == []


def test_the_given_list_goes_out_and_in():
    bloc = make_bloc()
    apply(None, upload(None, bloc, GIVEN.read_bytes(), "a.xlsx"))

    batch = upload(None, bloc, whole(bloc), "b.xlsx")

    assert counts_of(batch)[ImportRow.Outcome.UNCHANGED] == 369
    assert batch.rows.count() == 369


def test_the_sheet_looks_like_the_lists_that_come_in():
    bloc = make_bloc()
    chi_bo = make_cell(make_base(bloc))
    appoint(make_person("Vũ Thị Yến", chi_bo, gender="F", card_number="2"), chi_bo)
    make_person("Nguyễn Văn Ân", chi_bo, gender="M", card_number="1", birth_year_only=True)
    make_person("Nguyễn Văn An", chi_bo, gender="M", card_number="3", civil_servant=True)
    make_person("Quần Chúng", chi_bo, card_number=None, admitted_on=None, official_on=None)

    data, count = member_list(bloc, TODAY, whole=True)

    rows = rows_of(data)
    assert count == 3
    assert [row[0] for row in rows[:6]] == [
        "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH",
        "ĐẢNG BỘ SỞ XÂY DỰNG",
        "*",
        None,
        "DANH SÁCH ĐẢNG VIÊN",
        f"(Tính đến ngày {TODAY:%d/%m/%Y})",
    ]
    assert rows[7][:5] == ["STT", "Họ và tên", "Ngày sinh", None, "Số thẻ ĐV"]
    assert rows[8][2:4] == ["Nam", "Nữ"]
    assert [row[:5] for row in rows[9:13]] == [
        ["Chi bộ 1", None, None, None, None],
        [1, "Vũ Thị Yến", None, rows[10][3], "2"],
        [2, "Nguyễn Văn An", rows[11][2], None, "3"],
        [3, "Nguyễn Văn Ân", 1980, None, "1"],
    ]
    assert rows[10][3].date() == date(1980, 5, 4)
    assert rows[10][7] == "Bí thư"
    assert rows[11][10] == "x"
    assert rows[13][1] == "Tổng cộng: 3 đảng viên"


def test_the_sheet_is_set_up_for_print_and_reading():
    bloc = make_bloc()
    make_person(organization=make_cell(make_base(bloc)))

    sheet = load_workbook(BytesIO(whole(bloc))).active

    assert sheet.title == "Sở Xây dựng"
    assert sheet.freeze_panes == "C10"
    assert sheet.print_title_rows == "$8:$9"
    assert sheet.auto_filter.ref == "A9:L11"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "Trang &P/&N"
    assert sheet["F11"].number_format == "dd/mm/yyyy"


def test_who_does_not_keep_the_people_gets_masked_numbers():
    chi_bo = make_cell(make_base(make_bloc()))
    make_person(organization=chi_bo, gender="M", card_number="10007123")

    data, _ = member_list(chi_bo, TODAY, whole=False)

    assert rows_of(data)[10][1:5] == ["Nguyễn Văn An", 1980, None, "•••123"]


def test_who_left_and_dissolved_organizations_are_left_out():
    bloc = make_bloc()
    base = make_base(bloc)
    old = make_cell(base, "Chi bộ cũ", dissolved_on=date(2021, 1, 1))
    make_cell(base)
    place(make_person("Người Đã Đi"), make_cell(base, "Chi bộ 2"), ended_on=date(2021, 1, 1))

    data, count = member_list(bloc, TODAY, whole=True)
    of_old, none = member_list(old, TODAY, whole=True)

    headings = [row[0] for row in rows_of(data)[9:11]]
    assert (count, headings) == (0, ["Chi bộ 1", "Chi bộ 2"])
    assert (none, bool(of_old)) == (0, True)


def test_queries_do_not_grow():
    bloc = make_bloc()
    counts = []
    for number in range(1, 4):
        chi_bo = make_cell(make_base(bloc, f"Đảng bộ Sở {number}"))
        appoint(make_person(organization=chi_bo), chi_bo)
        if number != 2:
            with CaptureQueriesContext(connection) as queries:
                whole(bloc)
            counts.append(len(queries))

    assert counts[0] == counts[1] <= 5
