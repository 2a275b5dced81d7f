"""What the system administrator is told about the state of the installation."""

import shutil
import time
import tomllib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format

from organizations.account_queries import locked_out
from organizations.models import Account

GIGABYTE = 1024**3
LEAST_FREE = 2 * GIGABYTE
MOMENT = "H:i d/m/Y"


@dataclass(frozen=True)
class Finding:
    """One line of the health page."""

    label: str
    text: str
    good: bool = True


def findings():
    """Return everything that the page tells."""
    return [
        database(),
        migrations(),
        disk(),
        *accounts(),
        backup(),
        Finding("Phiên bản ứng dụng", version()),
        Finding("Giờ trên máy chủ", date_format(timezone.localtime(), MOMENT)),
    ]


def database():
    """Ask the database its version, and tell how long the answer took."""
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    begin = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
        )
        number = cursor.fetchone()[0]
    milliseconds = round((time.perf_counter() - begin) * 1000)
    text = f"{name} {number}, trả lời sau {milliseconds} ms"
    return Finding("Cơ sở dữ liệu", text)


def migrations():
    """Tell whether the database has the shape that the program expects."""
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    text = f"Còn {missing} bước cập nhật chưa thực hiện" if missing else "Đã cập nhật đầy đủ"
    return Finding("Cấu trúc dữ liệu", text, good=not missing)


def disk():
    """Tell the room left where data are kept."""
    usage = shutil.disk_usage(settings.DATA_DIR)
    free, total = gigabytes(usage.free), gigabytes(usage.total)
    return Finding(
        "Dung lượng ổ đĩa", f"Còn trống {free} GB trong {total} GB", usage.free >= LEAST_FREE
    )


def gigabytes(size):
    """Return a size as it is written here: 12,5."""
    return f"{size / GIGABYTE:.1f}".replace(".", ",")


def accounts():
    """Count the accounts, and those shut out by wrong passwords at this moment."""
    counts = Account.objects.aggregate(
        total=Count("pk"),
        off=Count("pk", filter=Q(is_active=False)),
        never=Count("pk", filter=Q(is_active=True, last_login=None)),
    )
    return [
        Finding("Tài khoản", f"{counts['total']}, trong đó {counts['off']} đã khóa"),
        Finding("Chưa đăng nhập lần nào", f"{counts['never']} tài khoản"),
        Finding("Đang tạm khóa do nhập sai mật khẩu", f"{len(locked_out())} tên đăng nhập"),
    ]


def backup():
    """Tell what the last back-up wrote about itself, if one ever did."""
    note = settings.DATA_DIR / "backup.txt"
    if not note.exists():
        return Finding("Sao lưu gần nhất", "Chưa ghi nhận lần sao lưu nào", good=False)
    written = datetime.fromtimestamp(note.stat().st_mtime, timezone.get_current_timezone())
    line = note.read_text(errors="replace").strip().partition("\n")[0][:200]
    return Finding("Sao lưu gần nhất", f"{date_format(written, 'DATETIME_FORMAT')} {line}".strip())


def version():
    """Return the version of this program."""
    with open(settings.BASE_DIR / "pyproject.toml", "rb") as file:
        return tomllib.load(file)["project"]["version"]
