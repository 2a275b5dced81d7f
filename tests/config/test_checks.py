from types import SimpleNamespace

import pytest

from config.checks import check_database_url, check_print_face, check_quorum, lacks_vietnamese


def test_print_face_complete_no_warning():
    problems = check_print_face(None)

    assert problems == []


def test_print_face_missing_style_is_told(monkeypatch):
    monkeypatch.setattr("config.checks.PRINT_FACE", "Một phông không có")

    (problem,) = check_print_face(None)

    assert problem.id == "print.W002"
    assert problem.msg == (
        "Phông chữ in Một phông không có thiếu hoặc không đủ chữ tiếng Việt: "
        "regular, bold, italic, bold:italic."
    )


def test_print_face_without_fontconfig_is_told(monkeypatch):
    monkeypatch.setenv("PATH", "")

    (problem,) = check_print_face(None)

    assert problem.id == "print.W001"


@pytest.mark.parametrize("style", ["regular", "bold:italic"])
def test_lacks_vietnamese_of_installed_face(style):
    assert not lacks_vietnamese(style)


def test_database_url_readable_no_problem():
    problems = check_database_url(None)

    assert problems == []


def test_database_url_unreadable_is_told(monkeypatch):
    databases = {"default": {"ENGINE": "django.db.backends.dummy"}}
    monkeypatch.setattr("config.checks.settings", SimpleNamespace(DATABASES=databases))

    (problem,) = check_database_url(None)

    assert problem.id == "database.E001"
    assert problem.msg == "Không đọc được địa chỉ ghi ở DATABASE_URL."


@pytest.mark.parametrize(
    ("share", "told"),
    [
        ("2/3", []),
        ("50%", []),
        ("0", []),
        *((bad, ["meetings.E001"]) for bad in ("3/2", "x", "1/0")),
    ],
)
def test_quorum_that_cannot_be_read_is_told(settings, share, told):
    settings.QUORUM = share

    assert [one.id for one in check_quorum(None)] == told
