"""Import a member list from a workbook, as the page "Nhập danh sách" does."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from organizations.importing.actions import apply, preview, store_upload
from organizations.importing.problems import PROBLEMS
from organizations.importing.queries import summary
from organizations.importing.reading import MAX_BYTES, MESSAGES, Unreadable, read_workbook
from organizations.models import ImportRow, Kind, Organization
from organizations.vietnamese import search_key, tidy


class Command(BaseCommand):
    help = "Nhập danh sách đảng viên từ tệp Excel vào một đảng bộ khối."

    def add_arguments(self, parser):
        parser.add_argument("file", help="Tệp danh sách (.xlsx, .xls hoặc .ods).")
        parser.add_argument("--bloc", required=True, help="Tên đảng bộ khối; chưa có thì tạo mới.")
        parser.add_argument("--dry-run", action="store_true", help="Chỉ xem trước, không ghi gì.")
        parser.add_argument("--json", action="store_true", help="In kết quả dạng JSON.")
        parser.add_argument(
            "--convert-tcvn3", action="store_true", help="Chuyển mã chữ gõ bằng phông cũ."
        )

    def handle(self, *args, file, bloc, **options):
        data = read_file(file)
        convert = options["convert_tcvn3"]
        try:
            with transaction.atomic():
                found = import_list(
                    data, Path(file).name, bloc, convert=convert, dry_run=options["dry_run"]
                )
        except Unreadable as unreadable:
            raise CommandError(str(unreadable)) from unreadable
        result = summary(found.rows, found.plan.rows, found.places)
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))
        else:
            self.tell(result, found.plan.rows, dry_run=options["dry_run"])

    def tell(self, result, plans, *, dry_run):
        """Print the result for people."""
        outcomes = [planned.outcome for planned in plans]
        for outcome, label in ImportRow.Outcome.choices:
            self.stdout.write(f"{label}: {outcomes.count(outcome)}")
        for problem in result["problems"]:
            self.stdout.write(
                f"  {problem['sheet']}, dòng {problem['row']}: {PROBLEMS[problem['problem']]}"
            )
        self.stdout.write("Đã xem trước, chưa ghi gì." if dry_run else "Đã nhập danh sách.")


def read_file(name):
    """Return a file's bytes, or end with a clear message."""
    path = Path(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CommandError(MESSAGES["too_big"])
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise CommandError(f"Không thấy tệp {name}.") from problem
    except OSError as problem:
        raise CommandError(f"Không mở được tệp {name}.") from problem


def import_list(data, file_name, bloc_name, *, convert, dry_run):
    """Import a list into the bloc of the name and return what came of it."""
    workbook = read_workbook(data)
    bloc = bloc_named(tidy(bloc_name))
    found = preview(bloc, workbook, convert=convert)
    if not found.rows:
        raise CommandError("Không thấy danh sách đảng viên trong tệp (không có cột Họ và tên).")
    if dry_run:
        transaction.set_rollback(True)
    else:
        batch = store_upload(None, bloc, data, file_name, found, convert=convert)
        if not apply(None, batch):
            raise CommandError("Dữ liệu vừa thay đổi, chưa ghi gì. Hãy chạy lại lệnh.")
    return found


def bloc_named(name):
    """Return the bloc of a name, made when there is none."""
    if not name:
        raise CommandError("Hãy ghi tên đảng bộ khối sau --bloc.")
    bloc = Organization.objects.filter(kind=Kind.BLOC, search_key=search_key(name)).first()
    return bloc or Organization.objects.create(kind=Kind.BLOC, name=name)
