"""Write a yearly report of a bloc as a workbook."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from config.xlsx import workbook_bytes
from evaluations import reports, workbooks
from organizations import history
from organizations.models import Kind, Organization
from organizations.vietnamese import search_key
from registrations.models import Guidance, Round
from registrations.reports import registration_report
from registrations.workbooks import registration_sheets

R1 = "R1"
CODES = (R1, *reports.NAMES)
NOT_OPENED = {
    R1: "đợt đăng ký, cam kết nào",
    "R2": "đợt kiểm điểm, đánh giá, xếp loại chất lượng",
    "R3": "đợt kiểm điểm, đánh giá, xếp loại chất lượng",
    "R5": "đợt nêu gương hoặc đợt cam kết, đăng ký học tập, làm theo nào",
}


class Command(BaseCommand):
    help = (
        "Xuất báo cáo năm của một đảng bộ khối ra tệp Excel: R1 (tình hình đăng ký, cam kết), "
        "R2 (tổ chức đảng), R3 (đảng viên), R5 (nêu gương, cam kết)."
    )

    def add_arguments(self, parser):
        parser.add_argument("code", help=f"Mã báo cáo: {', '.join(CODES)}.")
        parser.add_argument("--year", required=True, help="Năm, ví dụ 2026.")
        parser.add_argument("--bloc", required=True, help="Tên đảng bộ khối.")
        parser.add_argument("--output", required=True, help="Tệp sẽ ghi, ví dụ R3-2026.xlsx.")

    def handle(self, *args, code, year, bloc, output, **options):
        code = code.upper()
        if code not in CODES:
            raise CommandError(f"Không có báo cáo {code}; chọn một trong: {', '.join(CODES)}.")
        if not (year.isascii() and year.isdecimal() and len(year) == 4):
            raise CommandError("Năm ghi bằng bốn chữ số, ví dụ 2026.")
        found = bloc_named(bloc)
        rounds = rounds_for(code, found, int(year))
        data, rows = workbook_of(code, rounds, found)
        try:
            Path(output).write_bytes(data)
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {output}: {error.strerror}.") from error
        history.record(
            None,
            "export",
            f"Xuất {code} năm {year} của {found.name}: {rows} dòng",
            organization=found,
        )
        self.stdout.write(f"Đã ghi {output}: {rows} dòng trong danh sách.")


def bloc_named(name):
    """Return the bloc of that name, whatever its letter case and marks, or say which there are."""
    blocs = Organization.objects.filter(kind=Kind.BLOC, dissolved_on=None)
    found = [one for one in blocs if search_key(one.name) == search_key(name)]
    exact = [one for one in found if one.name == name]
    if len(exact or found) == 1:
        return (exact or found)[0]
    known = "; ".join(one.name for one in blocs) or "chưa có đảng bộ khối nào"
    raise CommandError(f"Không tìm thấy đúng một đảng bộ khối tên “{name}”. Hiện có: {known}.")


def rounds_for(code, bloc, year):
    """Return the bloc's rounds of the year that the report is about, or say that none is open."""
    rounds = Round.objects.filter(bloc=bloc, year=year).select_related("bloc")
    if code == R1:
        rounds = rounds.with_forms()
        wanted = [one for one in Guidance if one != Guidance.HD21_2019]
    else:
        wanted = [one for one, codes in reports.CODES.items() if code in codes]
    found = sorted(rounds.filter(guidance__in=wanted), key=lambda one: wanted.index(one.guidance))
    if not found:
        raise CommandError(f"Năm {year} {bloc.name} chưa mở {NOT_OPENED[code]}.")
    return found


def workbook_of(code, rounds, bloc):
    """Return the workbook and how many rows its lists have."""
    if code != R1:
        return workbooks.results_workbook(code, rounds, bloc)
    sheets, rows = [], 0
    for round_ in rounds:
        more, number = registration_sheets(registration_report(round_, bloc))
        for one in more if len(rounds) > 1 else ():
            one.title = f"{round_.short} – {one.title}"
        sheets, rows = [*sheets, *more], rows + number
    return workbook_bytes(sheets), rows
