"""What the machine itself must have, looked at when the application starts."""

import shutil
import subprocess

from django.conf import settings
from django.core.checks import Error, register
from django.core.checks import Warning as Notice

from evaluations.rules.numbers import fraction

PRINT_FACE = "Liberation Serif"
STYLES = ("regular", "bold", "italic", "bold:italic")
HINT = "Cài gói fonts-liberation2 (Debian) và gỡ fonts-liberation bản 1 nếu có, rồi chạy lại."


def lacks_vietnamese(style):
    """Tell whether fontconfig answers another face, or one without all Vietnamese letters."""
    answer = subprocess.run(  # noqa: S603  (fixed arguments)
        [shutil.which("fc-match"), "-f", "%{family}|%{lang}", f"{PRINT_FACE}:{style}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    family, *languages = answer.split("|")
    return PRINT_FACE not in family or "vi" not in languages


@register("print")
def check_print_face(app_configs, **kwargs):
    """Warn when printed forms would mix another face into Vietnamese words."""
    if shutil.which("fc-match") is None:
        return [Notice("Không có fontconfig, chưa in được biểu mẫu.", hint=HINT, id="print.W001")]
    poor = [style for style in STYLES if lacks_vietnamese(style)]
    if not poor:
        return []
    problem = f"Phông chữ in {PRINT_FACE} thiếu hoặc không đủ chữ tiếng Việt: {', '.join(poor)}."
    return [Notice(problem, hint=HINT, id="print.W002")]


@register("database_url")
def check_database_url(app_configs, **kwargs):
    """Say when the address of the database cannot be read."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.dummy":
        return []
    hint = "Ghi như postgresql://ten:mat-khau@may/csdl, hoặc không ghi để dùng SQLite."
    return [Error("Không đọc được địa chỉ ghi ở DATABASE_URL.", hint=hint, id="database.E001")]


@register("quorum")
def check_quorum(app_configs, **kwargs):
    """Say when the share of QUORUM cannot be read, or nobody could reach it."""
    try:
        share = fraction(settings.QUORUM)
    except (ValueError, ZeroDivisionError):
        share = None
    if share is not None and 0 <= share <= 1:
        return []
    hint = "Ghi như 2/3 hoặc 50%; 0 nếu không đòi hỏi."
    return [Error("Không đọc được tỷ lệ ghi ở QUORUM.", hint=hint, id="meetings.E001")]
