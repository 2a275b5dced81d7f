"""Remarks of a list that mean more than text: placement, states, an unknown gender; and back."""

import re

from organizations.importing.values import BadValue, read_date, show_date
from organizations.models import PersonState
from organizations.vietnamese import search_key

TEMPORARY = "Sinh hoạt tạm thời"
NO_GENDER = "Chưa ghi giới tính"
STATES = {
    PersonState.Kind.EXEMPT: "Miễn sinh hoạt",
    PersonState.Kind.SUSPENDED_PARTY: "Đình chỉ sinh hoạt đảng",
    PersonState.Kind.SUSPENDED_COMMITTEE: "Đình chỉ sinh hoạt cấp ủy",
    PersonState.Kind.SICK_LEAVE: "Nghỉ ốm",
    PersonState.Kind.MATERNITY_LEAVE: "Nghỉ thai sản",
}
SINCE = r"(?: tu(?: ngay)? (?P<since>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}))?"
REMARKS = {
    "temporary": r"(?:sinh hoat|sh)(?: dang)? tam thoi|tam thoi|shtt",
    "no_gender": r"chua ghi gioi tinh",
    PersonState.Kind.EXEMPT: r"(?:duoc )?mien(?: cong tac(?: va|,)?)? (?:sinh hoat|sh)(?: dang)?",
    PersonState.Kind.SUSPENDED_PARTY: r"dinh chi sinh hoat dang",
    PersonState.Kind.SUSPENDED_COMMITTEE: r"dinh chi sinh hoat cap uy",
    PersonState.Kind.SICK_LEAVE: r"nghi om",
    PersonState.Kind.MATERNITY_LEAVE: r"nghi thai san",
}
REMARKS = {
    what: re.compile(rf"(?:^|(?<=[;,])) ?(?:{pattern}){SINCE}\.?(?:$|[;,] ?)")
    for what, pattern in REMARKS.items()
}
UNCLEAR = re.compile(r"\bmien\b.*\bsinh hoat\b|\btam thoi\b|dinh chi sinh hoat")


def read_note(text):
    """Return (the text without remarks, {remark: ISO date or None}, whether some is unclear)."""
    remarks = {}
    for what, pattern in REMARKS.items() if text else ():
        key = search_key(text)
        if len(key) == len(text) and (found := pattern.search(key)):
            remarks[what] = since(found["since"])
            text = (text[: found.start()] + text[found.end() :]).strip(" ;,")
    return text, remarks, bool(text and UNCLEAR.search(search_key(text)))


def since(text):
    """Return the ISO date of a remark's "từ ngày …", or None."""
    try:
        return read_date(text)[0] if text else None
    except BadValue:
        return None


def write_note(text, temporary, states, no_gender):
    """Return the note that ``read_note`` takes apart again; ``states`` are (kind, ISO date)."""
    remarks = [f"{STATES[kind]} từ ngày {show_date(day)}" for kind, day in states]
    if temporary:
        remarks.insert(0, TEMPORARY)
    if no_gender:
        remarks.append(NO_GENDER)
    return "; ".join(filter(None, [*remarks, text]))
