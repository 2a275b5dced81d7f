"""Makes a long member list as an office would send it, for the benchmarks of the import."""

import os
import random
from datetime import date, timedelta
from pathlib import Path

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


def uploaded(people):
    """Return (bloc, path) of a long list that waits to be uploaded into an empty bloc."""
    from tests import factories

    path = Path(os.environ["DATA_DIR"]) / "danh-sach.xlsx"
    make_workbook(path, people)
    return factories.make_bloc(), path
