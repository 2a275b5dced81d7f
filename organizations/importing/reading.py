"""From an uploaded file to the cells of its sheets, or a clear message."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 50 << 20
READER = Path(__file__).with_name("sheet_reader.py")
SECONDS = 90

MESSAGES = {
    "empty_file": "Tệp rỗng, không có nội dung. Đồng chí hãy kiểm tra và chọn lại tệp.",
    "too_big": "Tệp lớn hơn 50 MB. Đồng chí hãy xóa hình ảnh, trang tính thừa rồi lưu lại.",
    "too_much": "Tệp giải nén ra quá lớn nên không được đọc. Đồng chí hãy sao chép danh sách "
    "sang một tệp mới rồi tải lên.",
    "too_many_rows": "Có trang tính dài hơn 100.000 dòng. Đồng chí hãy xóa các dòng trống ở "
    "cuối hoặc chia thành nhiều tệp.",
    "not_excel": "Đây không phải tệp bảng tính. Đồng chí hãy chọn tệp Excel (.xlsx, .xls) "
    "hoặc .ods; nếu là tệp .csv hay .docx thì mở ra và lưu lại thành .xlsx.",
    "protected": "Tệp có mật khẩu nên không đọc được. Đồng chí hãy mở tệp, bỏ mật khẩu, "
    "lưu lại rồi tải lên.",
    "broken": "Tệp hỏng, hoặc có ô dữ liệu nằm quá xa bảng, nên không đọc được. Đồng chí hãy "
    "mở tệp bằng Excel, sao chép danh sách sang một tệp mới rồi tải lên.",
    "gone": "Tệp đã tải lên không còn trên máy chủ. Đồng chí hãy tải lên lần nữa.",
    "empty": "Tệp không có dữ liệu: các trang tính đều trống.",
}


class Unreadable(Exception):
    """A file from which nothing can be read; its text tells people why."""

    def __init__(self, code):
        self.code = code
        super().__init__(MESSAGES[code])


@dataclass(slots=True)
class Sheet:
    """A sheet: rows of texts, numbers, truth values and one-item lists (ISO dates)."""

    name: str
    hidden: bool
    rows: list


def read_workbook(data):
    """Return the sheets of a workbook given as bytes; raise ``Unreadable``."""
    if not data:
        raise Unreadable("empty_file")
    if len(data) > MAX_BYTES:
        raise Unreadable("too_big")
    sheets = []
    for found in run_reader(data):
        if found.get("refused"):
            raise Unreadable(found["refused"])
        if "name" in found:
            sheets.append(Sheet(found["name"], found["hidden"], []))
        else:
            sheets[-1].rows += found.get("rows", ())
    return sheets


def run_reader(data):
    """Read in a process of its own (see ``sheet_reader``) and return its lines."""
    try:
        done = subprocess.run(  # noqa: S603  (our own program, the file only as its input)
            [sys.executable, READER], input=data, capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.SubprocessError:  # ended by its limits, or by a fault of the parser
        return [{"refused": "broken"}]
    return map(json.loads, done.stdout.splitlines())
