"""Where is what on a sheet: letterhead, headings, columns; recognised, then corrected by hand.

A layout is a dictionary, stored as JSON with the batch: ``sheet``, ``used``, ``base``,
``kind``, ``section``, ``cell`` (from the letterhead), ``heading`` and ``first`` (rows,
counted from 1), ``columns`` (field → place, counted from 0), ``headings``, ``as_of``,
``legacy``.
"""

import re

from organizations.importing.legacy import legacy_code, to_unicode
from organizations.importing.values import (
    BadValue,
    bare_name,
    organization_name,
    organization_rank,
    read_date,
    text_of,
)
from organizations.models import Kind
from organizations.vietnamese import search_key

# Fields, their names for people, and how their headings read: search keys, lines of a
# heading of several rows joined by "|"; the first that fits is taken.
FIELDS = {
    "reason": ("Lý do không nhận (bỏ qua)", r"ly do khong nhan"),
    "other": (
        "Cột khác (bỏ qua)",
        r"que quan|noi (sinh|cap|vao|o\b)|dan toc|ton giao|trinh do|so q|dien thoai|cap the",
    ),
    "number": ("Số thứ tự", r"^(so )?(tt|stt|thu tu)\b"),
    "family_name": ("Họ và chữ đệm", r"^ho( va)?( ten| chu)? (dem|lot)|\|ho( va)?( ten)?( dem)?$"),
    "given_name": ("Tên", r"^ten$|\|ten$"),
    "full_name": ("Họ và tên", r"\bho\b.*\bten\b|^ten dang vien"),
    "born_male": ("Ngày sinh – Nam", r"^(.*\b(sinh|gioi tinh)\b.*\|)?nam$"),
    "born_female": ("Ngày sinh – Nữ", r"^(.*\b(sinh|gioi tinh)\b.*\|)?nu$"),
    "gender": ("Giới tính", r"^(gioi tinh|gioi|phai|nam nu)$"),
    "born_on": ("Ngày sinh", r"\b(ngay|nam)\b.*\bsinh\b(?! hoat)|^sinh (ngay|nam)"),
    "card_number": ("Số thẻ đảng viên", r"\b(so|ma)\b.*\bthe\b|^the dang"),
    "official_on": ("Ngày chính thức", r"chinh thuc"),
    "admitted_on": ("Ngày vào Đảng", r"vao dang|ket nap|\|du bi"),
    "posts": ("Chức vụ Đảng", r"chuc (vu|danh).*\bdang\b|cap uy"),
    "government_post": ("Chức vụ chính quyền", r"chuc (vu|danh)"),
    "civil_servant": ("Công chức, viên chức", r"cong chuc|vien chuc"),
    "workplace": ("Đơn vị công tác", r"cong tac|lam viec|^(don vi|co quan|phong ban)"),
    "email": ("Thư điện tử", r"e ?mail|thu dien tu"),
    "note": ("Ghi chú", r"ghi chu"),
    "section": ("Đảng bộ bộ phận", r"^dang bo bo phan"),
    "cell": ("Chi bộ", r"^(ten )?chi bo\b"),
    "group": ("Tổ đảng", r"^(ten )?to dang\b"),
}
PATTERNS = [(field, re.compile(pattern)) for field, (_, pattern) in FIELDS.items()]
SUBHEADING = re.compile(r"(nam|nu|ho|ten|ho( va)? (ten )?dem|du bi|chinh thuc|dang|chinh quyen)$")
TEXT_FIELDS = (
    "full_name",
    "family_name",
    "given_name",
    "posts",
    "government_post",
    "workplace",
    "note",
    "section",
    "cell",
    "group",
)
HEADING_ROWS = 60  # how far down headings are looked for
AS_OF = re.compile(r"(\d{1,2})(?: thang |[/.-])(\d{1,2})(?: nam |[/.-])(\d{4})")
GENERIC_SHEET = re.compile(r"(sheet|trang tinh|bang|ds|danh sach|dang vien|tong hop)[\s\d]*\b")
UPPER = re.compile(r"(dang bo|dang uy) khoi\b")
TITLE = re.compile(r"^danh sách (trích ngang )?(đảng viên )?(thuộc |của )?", re.IGNORECASE)


def recognise(sheets, bloc_name, known):
    """Return the layout of every sheet of a workbook.

    ``known`` maps the organizations' names in small letters to their proper writing.
    """
    heads = [letterhead(sheet.rows) for sheet in sheets]
    upper = {bloc_name.lower()} | {
        lines[0].lower() for lines in heads if [*map(organization_rank, lines[:2])] == ["base"] * 2
    }
    return [
        recognise_sheet(sheet, lines, upper, known)
        for sheet, lines in zip(sheets, heads, strict=True)
    ]


def recognise_sheet(sheet, lines, upper, known):
    """Return the layout of one sheet."""
    heading = find_heading(sheet.rows)
    layout = {"sheet": sheet.name, "used": bool(heading) and not sheet.hidden}
    layout |= recognise_columns(sheet, heading or 1) | {"heading": heading}
    layout["as_of"] = find_as_of(sheet.rows[: (heading or HEADING_ROWS) - 1])
    known = known | proper_names(sheet, layout)
    return layout | recognise_letterhead(sheet, layout, lines, upper, known)


def recognise_columns(sheet, heading):
    """Return headings, columns and the first row of data, given the row of the headings."""
    top = row_texts(sheet.rows, heading)
    first = heading + 1
    subs = []
    while first <= len(sheet.rows) and is_subheading(row_texts(sheet.rows, first)):
        subs.append(row_texts(sheet.rows, first))
        first += 1
    headings = join_headings(top, subs)
    plain = (
        [text_of(cell) for cell in sheet.rows[heading - 1]] if heading <= len(sheet.rows) else []
    )
    columns = {}
    for place, text in enumerate(headings):
        field = field_of(text)
        if field and field not in columns:
            columns[field] = place
    legacy = next(filter(None, map(legacy_code, plain)), "")
    return {"headings": headings, "columns": columns, "first": first, "legacy": legacy}


def row_texts(rows, number, legacy=""):
    """Return the texts of a row counted from 1, decoded where they are legacy."""
    if not 1 <= number <= len(rows):
        return []
    return [to_unicode(text_of(cell), legacy) for cell in rows[number - 1]]


def is_subheading(texts):
    """Tell whether a row is the second line of the headings ("Nam | Nữ")."""
    keys = [search_key(text) for text in texts if text]
    return bool(keys) and all(SUBHEADING.match(key) for key in keys)


def join_headings(top, subs):
    """Return one text a column; a merged heading holds for the columns that it spans."""
    joined, spanning = [], ""
    for place, text in enumerate(top):
        below = [sub[place] for sub in subs if place < len(sub) and sub[place]]
        spanning = text or (spanning if below else "")
        joined.append(" | ".join(filter(None, [spanning, *below])))
    return joined


def field_of(heading):
    """Return the field that a heading names, or ""."""
    key = re.sub(r"\s*\|\s*", "|", re.sub(r"[^\w|]+", " ", search_key(heading))).strip()
    return next((field for field, pattern in PATTERNS if key and pattern.search(key)), "")


def find_heading(rows):
    """Return the row of the headings, counted from 1; 0 when there is none."""
    for number in range(1, min(len(rows), HEADING_ROWS) + 1):
        fields = {field_of(text) for text in row_texts(rows, number)} - {"", "other"}
        if len(fields) >= 3 and fields & {"full_name", "family_name"}:
            return number
    return 0


def letterhead(rows):
    """Return the lines above the headings that name organizations."""
    above = rows[: (find_heading(rows) or HEADING_ROWS) - 1]
    lines = []
    for cell in (cell for row in above for cell in row if isinstance(cell, str) and cell):
        lines += [to_unicode(text_of(part)) for part in cell.splitlines()]
    named = [line for line in lines if organization_rank(line)]
    titles = [TITLE.sub("", line) for line in lines]
    return named or [line for line in titles if organization_rank(line)]


def find_as_of(rows):
    """Return the day of which the list speaks ("Tính đến ngày …"), in ISO, or None."""
    for cell in (cell for row in rows for cell in row if isinstance(cell, str) and cell):
        key = search_key(to_unicode(cell)).replace("ngay ", "")
        if (" den " in f" {key}" or "thoi diem" in key) and (found := AS_OF.search(key)):
            try:
                return read_date("/".join(found.groups()))[0]
            except BadValue:
                continue
    return None


def proper_names(sheet, layout):
    """Return the proper writing of the names in a sheet's title and workplaces."""
    names = {sheet.name.lower(): sheet.name}
    place = layout["columns"].get("workplace")
    if place is not None:
        texts = {
            row[place]
            for row in sheet.rows[layout["first"] - 1 :]
            if place < len(row) and isinstance(row[place], str)
        }
        for text in map(text_of, texts):
            if not text.isupper() and not legacy_code(text):
                names.setdefault(text.lower(), text)
    return names


def recognise_letterhead(sheet, layout, lines, upper, known):
    """Return base organization and its kind, and section and cell that hold for the sheet."""
    own = [line for line in lines if not is_upper(line, upper)]
    ranks = {}
    for line in own:
        ranks.setdefault(organization_rank(line), organization_name(line, known))
    base, cell = ranks.get("base", ""), ranks.get("cell", "")
    if not base and cell:
        base, cell = cell, ""
    base = base or name_from_sheet(sheet, layout)
    kind = Kind.BASE_CELL if organization_rank(base) == "cell" else Kind.BASE_COMMITTEE
    return {"base": base, "kind": kind, "section": ranks.get("section", ""), "cell": cell}


def is_upper(line, upper):
    """Tell whether a line of the letterhead names the committee above the base."""
    plain = bare_name(line).lower()
    return line.lower() in upper or plain in upper or bool(UPPER.match(search_key(plain)))


def name_from_sheet(sheet, layout):
    """Return a base organization's name made of the sheet's title, "" when it tells nothing."""
    name = bare_name(text_of(sheet.name))
    if organization_rank(name):
        return name
    if not name or GENERIC_SHEET.match(search_key(name)):
        return ""
    cells = "cell" in layout["columns"] or any(
        organization_rank(text) == "cell"
        for row in sheet.rows[layout["first"] - 1 :]
        for text in row[:2]
        if isinstance(text, str)
    )
    return f"{'Đảng bộ' if cells else 'Chi bộ'} {name}"
