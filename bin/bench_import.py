"""Measure the import of a long member list: rows a second and peak memory.

``python bin/bench_import.py 50000`` works on a database of its own, made and removed
(with ``DATABASE_URL`` on the database named there, which must be empty). Each step runs
in a process of its own, so that its peak is its own.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
BLOC = "Đảng bộ Khối các cơ quan tỉnh"
FAMILIES = "Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLES = "Văn Thị Hữu Đức Công Ngọc Minh Quốc Thanh Kim Xuân Hồng Thu Quang Bích".split()
GIVEN = "An Bình Chi Dũng Đạt Giang Hà Hạnh Hùng Khánh Lan Linh Mai Nam Oanh Phúc Sơn Tú".split()
HEADINGS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    None,
    "Số thẻ ĐV",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Chức vụ Đảng",
    "Chức vụ chính quyền",
    "Đơn vị công tác",
    "Công chức, viên chức",
    "Ghi chú",
)
POSTS = ("Bí thư", "Phó Bí thư", "Chi ủy viên")


def make_workbook(path, people, *, per_cell=25, per_base=500):
    """Write a member list of so many people, a sheet a base organization."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    chance = random.Random(people)  # noqa: S311  (the same list every time, no secret)
    for base in range(0, people, per_base):
        name = f"Sở số {base // per_base + 1}"
        sheet = workbook.create_sheet(name)
        for line in (BLOC.upper(), f"Đảng bộ {name}", "(Tính đến ngày 31/12/2024)"):
            sheet.append([line])
        sheet.append(HEADINGS)
        sheet.append([None, None, "Nam", "Nữ"])
        for number in range(base, min(base + per_base, people)):
            if number % per_cell == 0:
                sheet.append([f"CHI BỘ {number % per_base // per_cell + 1}"])
            sheet.append(make_person(chance, number, number % per_cell, name))
    workbook.save(path)


def make_person(chance, number, place, workplace):
    """Return the row of a person; the first three of a cell are its officers."""
    born = date(1965, 1, 1) + timedelta(days=chance.randrange(12_000))
    admitted = born + timedelta(days=chance.randrange(7_000, 9_000))
    birth = born if number % 3 else f"{born:%d/%m/%Y}"
    return [
        number + 1,
        " ".join(chance.choice(words) for words in (FAMILIES, MIDDLES, MIDDLES, GIVEN)),
        *((birth, None) if number % 2 else (None, birth)),
        str(20_000_000 + number),
        f"{admitted:%d.%m.%Y}",
        admitted + timedelta(days=365),
        POSTS[place] if place < len(POSTS) else None,
        "Chuyên viên",
        workplace,
        "x" if number % 4 else None,
        None,
    ]


def run_step(step, path):
    """Run a step in this process and print its seconds and the peak of its memory."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from organizations.importing import actions
    from organizations.models import ImportBatch, Kind, Organization

    start = time.perf_counter()
    if step == "preview":
        bloc = Organization.objects.filter(kind=Kind.BLOC).first()
        bloc = bloc or Organization.objects.create(kind=Kind.BLOC, name=BLOC)
        actions.upload(None, bloc, Path(path).read_bytes(), "danh-sach.xlsx")
    elif not actions.apply(None, ImportBatch.objects.latest("id")):
        raise SystemExit("the preview no longer held")
    seconds = time.perf_counter() - start
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    sys.stdout.write(f"{seconds} {peak / 1024}\n")


def measure(step, path, people):
    """Print rows a second and peak memory (the greater of ours and the reader's) of a step."""
    done = subprocess.run(
        [sys.executable, __file__, "--step", step, path], capture_output=True, text=True, check=True
    )
    seconds, peak = map(float, done.stdout.split())
    sys.stdout.write(f"{step:14}{seconds:8.2f} s{people / seconds:10.0f} rows/s{peak:8.0f} MiB\n")


def main(people):
    """Measure the first import of a list, the same one again, and a list of changes."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        path = str(Path(folder) / "danh-sach.xlsx")
        make_workbook(path, people)
        migrate = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v0"]
        subprocess.run(migrate, check=True, capture_output=True)
        for step in ("preview", "apply", "preview", "apply"):
            measure(step, path, people)


if __name__ == "__main__":
    if sys.argv[1] == "--step":
        run_step(*sys.argv[2:])
    else:
        main(int(sys.argv[1]))
