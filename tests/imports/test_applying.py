import json
import threading
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from organizations.importing.actions import (
    AlreadyApplied,
    apply,
    convert,
    correct_layout,
    upload,
)
from organizations.importing.queries import counts_of
from organizations.models import (
    ImportBatch,
    ImportRow,
    LogEntry,
    Organization,
    Person,
    Placement,
)
from tests.factories import make_base, make_bloc, make_cell, make_person
from tests.imports.making import EXPECTED, GIVEN, cell, person, sheet, workbook

BLOC = "Đảng bộ Khối các cơ quan tỉnh"
ONE = workbook(sheet(*cell(person())))


def run(capsys, *arguments):
    """Run the command and return what it prints."""
    call_command("import_people", *arguments)
    return capsys.readouterr().out


def counts(batch):
    return {outcome: number for outcome, number in counts_of(batch).items() if number}


@pytest.mark.django_db
def test_command_gives_the_expected_outcome_each_time(capsys):
    expected = json.loads(EXPECTED.read_text())

    outputs = [json.loads(run(capsys, str(GIVEN), "--bloc", BLOC, "--json")) for _ in range(2)]

    assert outputs == [expected, expected]
    assert [counts(batch) for batch in ImportBatch.objects.order_by("pk")] == [
        {ImportRow.Outcome.NEW: 369, ImportRow.Outcome.REJECTED: 20},
        {ImportRow.Outcome.UNCHANGED: 369, ImportRow.Outcome.REJECTED: 20},
    ]
    assert Person.objects.count() == Placement.objects.count() == 369


@pytest.mark.django_db
def test_command_dry_run_writes_nothing(capsys):
    output = json.loads(run(capsys, str(GIVEN), "--bloc", BLOC, "--json", "--dry-run"))

    assert output == json.loads(EXPECTED.read_text())
    for model in (Organization, Person, Placement, ImportBatch, ImportRow, LogEntry):
        assert not model.objects.exists()


@pytest.mark.django_db
def test_command_tells_people_and_converts(capsys):
    output = run(capsys, str(GIVEN), "--bloc", BLOC, "--convert-tcvn3")

    assert "Thêm mới: 375" in output
    assert "Sở Tài chính, dòng 33: Thiếu họ và tên." in output
    assert Person.objects.filter(full_name="Nguyễn Văn Thắng").count() == 6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "bloc", "message"),
    [
        (b"", BLOC, "Tệp rỗng"),
        (b"STT,Ho ten", BLOC, "không phải tệp bảng tính"),
        (b"PK\x03\x04", BLOC, "Tệp hỏng"),
        (workbook(("A", [])), BLOC, "đều trống"),
        (workbook(("A", [["x"]])), BLOC, "Không thấy danh sách đảng viên"),
        (ONE, " ", "tên đảng bộ khối"),
        (bytes((50 << 20) + 1), BLOC, "lớn hơn 50 MB"),
        (None, BLOC, "Không thấy tệp"),
    ],
)
def test_command_ends_with_a_clear_message(tmp_path, data, bloc, message):
    path = tmp_path / "a.xlsx"
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(CommandError, match=message):
        call_command("import_people", str(path), "--bloc", bloc)

    assert not Organization.objects.exists()


@pytest.mark.django_db
def test_command_finds_a_folder_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="Không mở được tệp"):
        call_command("import_people", str(tmp_path), "--bloc", BLOC)


@pytest.mark.django_db
def test_a_preview_writes_nothing_but_itself():
    bloc = make_bloc()

    batch = upload(None, bloc, ONE, "danh sách.xlsx")

    assert (batch.file_name, batch.step) == ("danh sách.xlsx", ImportBatch.Step.READ)
    assert "danh" not in batch.file.name
    assert not Person.objects.exists()
    assert Organization.objects.count() == 1


@pytest.mark.django_db
def test_applying_is_logged_and_refused_a_second_time():
    batch = upload(None, make_bloc(), ONE, "a.xlsx")

    assert apply(None, batch)
    with pytest.raises(AlreadyApplied):
        apply(None, batch)

    batch.refresh_from_db()
    assert batch.step == ImportBatch.Step.APPLIED
    assert Person.objects.count() == 1
    assert list(LogEntry.objects.order_by("pk").values_list("verb", "text")) == [
        ("import_upload", "Tải lên danh sách a.xlsx"),
        (
            "import",
            f"Nhập danh sách đảng viên từ tệp a.xlsx (lần nhập {batch.pk}): thêm mới 1, "
            "thay đổi 0, không đổi 0, không nhận 0",
        ),
    ]


@pytest.mark.django_db
def test_a_stale_preview_is_replaced_and_nothing_is_written():
    bloc = make_bloc()
    batch = upload(None, bloc, ONE, "a.xlsx")
    made = make_person("Nguyễn Văn An", make_cell(make_base(bloc)), card_number="10000001")

    applied = apply(None, batch)

    made.refresh_from_db()
    batch.refresh_from_db()
    row = batch.rows.get()
    assert not applied
    assert batch.step == ImportBatch.Step.READ
    assert made.workplace == ""
    assert (row.outcome, row.person_id) == (ImportRow.Outcome.CHANGED, made.pk)
    assert batch.layout["organizations"] == []
    assert apply(None, batch)


@pytest.mark.django_db
def test_a_conflict_found_in_planning_may_pass():
    bloc = make_bloc()
    other = make_person(
        "Lê Hoa",
        make_cell(make_base(bloc)),
        card_number="10000001",
        born_on=date(1970, 1, 1),
        admitted_on=date(2000, 1, 1),
    )
    batch = upload(None, bloc, ONE, "a.xlsx")
    assert batch.rows.get().problem == "card_of_other"
    other.card_number = "77"
    other.save()

    apply(None, batch)

    row = batch.rows.get()
    assert (row.outcome, row.problem, row.address) == (ImportRow.Outcome.NEW, "", "")


@pytest.mark.django_db
def test_old_fonts_are_converted_and_back():
    batch = upload(None, make_bloc(), workbook(sheet(*cell(person("NguyÔn V¨n Th¾ng")))), "a.xlsx")

    convert(batch, True)
    converted = batch.rows.get()
    convert(batch, False)
    back = batch.rows.get()

    assert (converted.outcome, converted.values["full_name"]) == (
        ImportRow.Outcome.NEW,
        "Nguyễn Văn Thắng",
    )
    assert (back.outcome, back.problem) == (ImportRow.Outcome.REJECTED, "tcvn3")


@pytest.mark.django_db
def test_a_corrected_layout_is_read_again():
    rows = [["Đảng bộ khối"], [], ["Tên người", "Sinh", "Kết nạp"], ["Lê An", 1980, "1/2/2010"]]
    batch = upload(None, make_bloc(), workbook(("Sheet1", rows)), "a.xlsx")
    (layout,) = batch.layout["sheets"]
    assert (layout["used"], layout["heading"]) == (False, 0)

    correct_layout(
        batch,
        0,
        {
            "used": True,
            "base": "Chi bộ Sở Xây dựng",
            "kind": "BASE_CELL",
            "cell": "",
            "as_of": "2024-12-31",
            "heading": 3,
            "columns": {},
        },
    )
    batch.refresh_from_db()
    corrected = batch.layout["sheets"][0] | {
        "columns": {"full_name": 0, "born_on": 1, "admitted_on": 2}
    }
    correct_layout(batch, 0, corrected)

    row = batch.rows.get()
    assert row.outcome == ImportRow.Outcome.NEW
    assert (row.base, row.cell, row.row) == ("Chi bộ Sở Xây dựng", "Chi bộ Sở Xây dựng", 4)
    assert row.values["admitted_on"] == "2010-02-01"


@pytest.mark.django_db(transaction=True)
def test_two_who_apply_at_once_write_once():
    batch = upload(None, make_bloc(), GIVEN.read_bytes(), "a.xlsx")
    outcomes = []

    def act():
        try:
            outcomes.append(apply(None, batch))
        except AlreadyApplied:
            outcomes.append("already")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, outcomes)) == ["True", "already", "already"]
    assert Person.objects.count() == 369


@pytest.mark.django_db(transaction=True)
def test_two_lists_of_the_same_people_at_once_write_once():
    bloc = make_bloc()
    batches = [upload(None, bloc, GIVEN.read_bytes(), "a.xlsx") for _ in range(2)]
    outcomes = []

    def act(batch):
        outcomes.append(apply(None, batch))
        connections.close_all()

    threads = [threading.Thread(target=act, args=[batch]) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [False, True]
    assert Person.objects.count() == 369


@pytest.mark.django_db
def test_a_fault_while_writing_leaves_nothing():
    bloc = make_bloc()
    batch = upload(None, bloc, ONE, "a.xlsx")
    people = Person.objects.count()
    with connection.execute_wrapper(break_placements), pytest.raises(OSError, match="disk"):
        apply(None, batch)

    batch.refresh_from_db()
    assert (Person.objects.count(), Organization.objects.count()) == (people, 1)
    assert batch.step == ImportBatch.Step.READ


def break_placements(execute, sql, parameters, many, context):
    """Fail where placements are written, as on a full disk."""
    if sql.startswith('INSERT INTO "organizations_placement"'):
        raise OSError("disk full")
    return execute(sql, parameters, many, context)
