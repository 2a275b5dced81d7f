"""The forms of the tree and its people, sent as a browser sends them."""

from datetime import date

import pytest
from django.urls import reverse

from organizations.models import (
    Organization,
    Person,
    Role,
)
from tests.factories import (
    appoint,
    make_base,
    make_bloc,
    make_cell,
    make_group,
    make_person,
)
from tests.organizations.refusals import TODAY
from tests.organizations.sending import errors, page, send

pytestmark = pytest.mark.django_db


def test_organization_is_added(client, board, base):
    where, said = send(
        client,
        "organization_add",
        base,
        kind="CELL",
        name="Chi bộ Mới",
        founded_on="05/03/2024",
        position="0",
    )

    made = Organization.objects.get(name="Chi bộ Mới")
    assert (made.parent, made.founded_on, where) == (base, date(2024, 3, 5), page(made))
    assert said == "Đã thêm Chi bộ Mới. Tiếp theo: thêm người hoặc tổ chức trực thuộc."


def test_kinds_offered_are_those_that_may_stand_there(client, board, base, cell):
    group = make_group(cell)
    offered = {
        parent.kind: [
            value
            for value, _ in client.get(reverse("organization_add", args=[parent.pk]))
            .context["form"]
            .fields["kind"]
            .choices
        ]
        for parent in (base, cell)
    }

    assert offered == {"BASE_COMMITTEE": ["SECTION_COMMITTEE", "CELL"], "CELL": ["GROUP"]}
    assert client.get(reverse("organization_add", args=[group.pk])).status_code == 404
    assert client.get(reverse("person_add", args=[base.pk])).status_code == 404
    assert client.get(reverse("organization_move", args=[base.pk])).status_code == 404


def test_refusal_stands_at_its_field_and_keeps_what_was_typed(client, board, base, cell):
    response = client.post(
        reverse("organization_add", args=[base.pk]),
        {"kind": "CELL", "name": "CHI BO 1", "founded_on": "31/02/2024", "position": "0"},
    )
    first = response.context["form"].errors
    second = errors(client, "organization_add", base, kind="CELL", name="CHI BO 1", position="0")

    assert dict(first) == {
        "founded_on": ["Ngày này không đúng. Viết ngày/tháng/năm, ví dụ: 05/03/1974."]
    }
    assert second == {"name": "Đã có tổ chức cùng tên trong tổ chức cấp trên này."}
    assert 'value="CHI BO 1"' in response.content.decode()
    assert 'value="31/02/2024"' in response.content.decode()


def edit_fields(client, name, row):
    """Return what the browser would send back unchanged."""
    form = client.get(reverse(name, args=[row.pk])).context["form"]
    fields = {one.name: one.value() for one in form}
    fields = {key: "" if value is None else value for key, value in fields.items()}
    return {
        key: f"{value:%d/%m/%Y}" if isinstance(value, date) else value
        for key, value in fields.items()
        if value is not False
    }


def test_organization_is_renamed(client, board, cell):
    fields = edit_fields(client, "organization_edit", cell)

    refused = errors(client, "organization_edit", cell, **fields | {"name": "Chi bộ Một"})
    send(
        client,
        "organization_edit",
        cell,
        **fields | {"name": "Chi bộ Một", "day": "01/06/2024", "reason": "QĐ 3"},
    )

    cell.refresh_from_db()
    assert refused == {"day": "Tên mới có hiệu lực từ ngày nào?"}
    assert (cell.name, cell.moves.get().old_name) == ("Chi bộ Một", "Chi bộ 1")


def test_organization_is_moved_after_asking_about_posts(client, board, bloc, base, cell, person):
    target = make_base(bloc, "Đảng bộ Sở Y tế")
    post = appoint(person, base, Role.COMMITTEE_MEMBER)
    fields = {"parent": target.pk, "day": "01/06/2024", "reason": "QĐ 7"}

    asked = errors(client, "organization_move", cell, **fields)
    where, said = send(client, "organization_move", cell, confirmed="on", **fields)

    post.refresh_from_db()
    cell.refresh_from_db()
    assert asked == {
        "confirmed": "Chuyển như vậy thì kết thúc: Lê Thị Hoa – Cấp ủy viên Đảng bộ Sở Xây dựng. "
        "Đánh dấu vào ô này nếu đồng ý."
    }
    assert (cell.parent, post.ended_on, where) == (target, date(2024, 6, 1), page(cell))
    assert said == (
        "Đã chuyển sang Đảng bộ Sở Y tế. Chức vụ kết thúc theo: Cấp ủy viên Đảng bộ Sở Xây dựng."
    )


def test_parents_offered_lie_in_the_same_bloc(client, board, bloc, base, cell):
    make_base(bloc, "Đảng bộ Sở Y tế")
    far = make_bloc("Khối khác")
    make_base(far, "Đảng bộ xa")
    appoint(board.person, far, Role.ORGANISATION_BOARD)

    form = client.get(reverse("organization_move", args=[cell.pk])).context["form"]

    assert [str(label) for _, label in form.fields["parent"].widget.choices] == [
        "Đảng bộ Sở Y tế – Đảng bộ Khối các cơ quan tỉnh"
    ]


def test_place_that_the_account_does_not_keep_is_refused(client, board, person):
    far = make_cell(make_base(make_bloc("Khối khác")), "Chi bộ xa")

    for name in ("person_transfer", "person_place"):
        refused = errors(
            client,
            name,
            person,
            to=far.pk,
            day="01/06/2024",
            started_on="01/06/2024",
            reason="QĐ",
        )
        assert refused == {"to": "Nơi này không có trong danh sách. Chọn một nơi khác."}


def test_organization_is_dissolved(client, board, base):
    empty = make_cell(base, "Chi bộ 9")

    send(client, "organization_dissolve", empty, day="01/06/2024", reason="QĐ 9")

    empty.refresh_from_db()
    assert empty.dissolved_on == date(2024, 6, 1)


NEW_PERSON = {
    "full_name": "Trần Văn Mới",
    "born_on": "05/03/1974",
    "card_number": "12.345 678",
    "admitted_on": "03/02/2000",
    "official_on": "03/02/2001",
    "placement_kind": "OFFICIAL",
    "started_on": "01/06/2024",
}


def test_person_is_added(client, board, cell):
    where, said = send(client, "person_add", cell, **NEW_PERSON)

    made = Person.objects.get(full_name="Trần Văn Mới")
    assert (made.born_on, made.birth_year_only, made.card_number) == (
        date(1974, 3, 5),
        False,
        "12345678",
    )
    assert (made.placements.get().organization, where) == (cell, page(made))
    assert said.endswith("Tiếp theo: bổ nhiệm chức vụ nếu có, rồi cấp tài khoản.")


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"born_on": "1974"}, {}),
        ({"born_on": "5.3.1974"}, {}),
        ({"born_on": "03/13/1974"}, {"born_on"}),
        ({"born_on": "05/03/0974"}, {"born_on"}),
        ({"born_on": "1774"}, {"born_on"}),
        ({"card_number": "12A"}, {"card_number"}),
        ({"full_name": "x" * 101}, {"full_name"}),
        ({"email": "không phải"}, {"email"}),
        ({"placement_kind": "X"}, {"placement_kind"}),
        ({"full_name": ""}, {"full_name"}),
    ],
)
def test_person_is_checked(client, board, cell, change, refused):
    response = client.post(reverse("person_add", args=[cell.pk]), NEW_PERSON | change)

    found = set(response.context["form"].errors) if response.status_code == 200 else set()
    assert found == set(refused)


def test_year_of_birth_alone_is_kept_as_such(client, board, cell):
    send(client, "person_add", cell, **NEW_PERSON | {"born_on": "1974"})

    made = Person.objects.get(full_name="Trần Văn Mới")
    again = edit_fields(client, "person_edit", made)
    assert (made.born_on, made.birth_year_only, again["born_on"]) == (
        date(1974, 1, 1),
        True,
        "1974",
    )


def test_namesake_is_asked_about_once(client, board, cell):
    make_person("Trần Văn Mới", born_on=date(1974, 3, 5))

    asked = errors(client, "person_add", cell, **NEW_PERSON)
    send(client, "person_add", cell, **NEW_PERSON, namesake="on")

    assert asked == {"namesake": "Trong danh sách đã có người cùng họ tên, cùng ngày sinh."}
    assert Person.objects.filter(full_name="Trần Văn Mới").count() == 2


def test_person_is_edited(client, board, person):
    fields = edit_fields(client, "person_edit", person)

    send(client, "person_edit", person, **fields | {"workplace": "Sở Nội vụ"})

    person.refresh_from_db()
    assert (person.workplace, person.born_on, person.card_number) == (
        "Sở Nội vụ",
        date(1980, 5, 4),
        fields["card_number"],
    )


def test_second_editor_sees_what_the_first_did(client, board, person):
    fields = edit_fields(client, "person_edit", person)
    mine = fields | {"workplace": "Sở Y tế"}
    send(client, "person_edit", person, **fields | {"workplace": "Sở Nội vụ"})

    response = client.post(reverse("person_edit", args=[person.pk]), mine)
    form = response.context["form"]
    person.refresh_from_db()
    kept = person.workplace
    send(client, "person_edit", person, **mine | {"seen": form["seen"].value()})

    person.refresh_from_db()
    assert form.errors["__all__"] == [
        "Hồ sơ vừa được người khác sửa. Nội dung đang lưu – Đơn vị công tác: Sở Nội vụ. "
        "Lưu lần nữa nếu nội dung đồng chí nhập là đúng."
    ]
    assert (kept, person.workplace) == ("Sở Nội vụ", "Sở Y tế")


def test_person_is_transferred_after_asking_about_posts(client, board, cell, other, person):
    appoint(person, cell)
    fields = {"to": other.pk, "day": "01/06/2024", "reason": "QĐ 5"}

    asked = errors(client, "person_transfer", person, **fields)
    where, said = send(client, "person_transfer", person, confirmed="on", **fields)

    assert "Lê Thị Hoa – Bí thư Chi bộ 1." in asked["confirmed"]
    assert person.placements.on(TODAY).get().organization == other
    assert (where, said) == (
        page(person),
        "Đã chuyển Lê Thị Hoa đến Chi bộ 2. Chức vụ kết thúc theo: Bí thư Chi bộ 1. "
        "Quá trình ở nơi cũ được giữ nguyên.",
    )


def test_places_are_searched_by_words_of_the_whole_way(client, board, bloc, cell, person):
    make_cell(make_base(bloc, "Đảng bộ Sở Y tế"), "Chi bộ 2")

    def offered(text):
        address = reverse("person_transfer", args=[person.pk])
        form = client.get(address, {"tim": text}).context["form"]
        return [label for _, label in form.fields["to"].widget.choices]

    assert [offered(text) for text in ("bo 2", "y te", "chi bộ 2 xây dựng", "không có")] == [
        ["Chi bộ 2 – Đảng bộ Sở Xây dựng", "Chi bộ 2 – Đảng bộ Sở Y tế"],
        ["Chi bộ 2 – Đảng bộ Sở Y tế"],
        ["Chi bộ 2 – Đảng bộ Sở Xây dựng"],
        [],
    ]


def test_long_list_of_places_is_cut_and_keeps_the_chosen_one(client, board, base, cell, person):
    cells = [make_cell(base, f"Chi bộ {number}") for number in range(10, 45)]

    form = client.get(reverse("person_transfer", args=[person.pk])).context["form"]
    posted = client.post(reverse("person_transfer", args=[person.pk]), {"to": cells[-1].pk})

    listed = [pk for pk, _ in posted.context["form"].fields["to"].widget.choices]
    assert (len(form.fields["to"].widget.choices), form.more) == (30, True)
    assert listed[0] == cells[-1].pk
