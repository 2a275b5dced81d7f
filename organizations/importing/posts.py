"""Party posts as lists write them: "Đảng ủy viên, Bí thư Chi bộ", and back.

A post is read as (role, title, place): the title is kept where it differs from the
role's name; the place is "cell", "group", "section", "base" or "bloc" seen from the row,
or the organization's name where one stands in brackets behind the post. A title that
would be read otherwise stands in “…” behind its role: "Cấp ủy viên “Ủy viên, Phó ban”".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from organizations.models import Role
from organizations.vietnamese import search_key

SEPARATOR = re.compile(
    r"\s*[;,+&]\s*|\s+kiêm\s+|\s+[-–]\s+|(“[^”]*”|\((?:[^()]|\([^()]*\))*\))", re.IGNORECASE
)
EXACT = re.compile(r"(.*\S)\s*“([^”]*)”$")
BRACKETS = re.compile(r"^(.*?\S)\s*\(((?:[^()]|\([^()]*\))*)\)$")
NO_POST = {"", "khong", "dang vien", "dv", "dang vien chinh thuc", "dang vien du bi", "x", "0", "-"}
CELL, GROUP = r"chi (bo|uy)\b", r"to dang\b"
SECTION, BASE = r"(dang uy|dang bo) bo phan\b", r"(dang uy|dang bo)(?! khoi)\b"
DUTY = r"(thuong truc|phu trach|chuyen trach)\b"

# (role, place when nothing else is said, how the post begins, its name ending there)
BEGINNINGS = [
    (Role.SECRETARY, "cell", r"(bi thu|bt)\b"),
    (Role.DEPUTY_SECRETARY, "cell", r"(pho bi thu|pbt|p\. ?bi thu)\b"),
    (Role.STANDING_MEMBER, "base", r"(uy vien|uv) ?(ban )?(thuong vu|tv)\b|uvbtv\b|thuong vu\b"),
    (Role.COMMITTEE_MEMBER, "base", r"dang uy vien\b|(uy vien|uv) ?(bch|ban chap hanh|dang uy)\b"),
    (Role.COMMITTEE_MEMBER, "cell", r"(chi|cap) uy vien\b|(uy vien|uv) (chi|cap) uy\b|chi uy$"),
    (Role.GROUP_LEADER, "group", r"to truong\b"),
    (Role.AGENCY_HEAD, "cell", r"thu truong co quan, don vi\b"),
    (Role.ORGANISATION_BOARD, "bloc", r"ban to chuc\b"),
    (Role.PROPAGANDA_BOARD, "bloc", r"ban tuyen giao\b"),
    (Role.INSPECTION_COMMISSION, "bloc", r"uy ban kiem tra\b"),
]
BEGINNINGS = [(role, place, re.compile(pattern)) for role, place, pattern in BEGINNINGS]
PLACES = [("section", SECTION), ("base", BASE), ("cell", CELL), ("group", GROUP)]
PLACES = [(place, re.compile(pattern)) for place, pattern in PLACES]
DEFAULT_PLACE = {role: place for role, place, _ in BEGINNINGS}
ROLE_OF_LABEL = {label.lower(): Role(value) for value, label in Role.choices}


@dataclass(frozen=True, slots=True)
class Post:
    """A post read from a list."""

    role: Role
    title: str
    place: str


@lru_cache(maxsize=5_000)
def read_posts(text):
    """Return (the posts, what is no post) of a cell "Chức vụ Đảng"."""
    posts, rest = [], []
    for part in parts_of(text):
        post = read_post(part)
        if post is not None:
            posts.append(post)
        elif search_key(part) not in NO_POST:
            rest.append(part)
    return tuple(dict.fromkeys(posts)), tuple(rest)


def parts_of(text):
    """Split at separators behind which a new post begins."""
    parts, end = [], 0
    separators = [found for found in SEPARATOR.finditer(text) if not found[1]]
    for separator in [*separators, None]:
        start = separator.start() if separator else len(text)
        if not parts or begins_post(text[end:]):
            parts.append([end, start])
        else:
            parts[-1][1] = start
        end = separator.end() if separator else end
    return [text[start:end] for start, end in parts]


def begins_post(text):
    """Tell whether a text begins like a post."""
    key = search_key(text)
    return any(beginning.match(key) for _, _, beginning in BEGINNINGS)


def read_post(text):
    """Return the post that a text names, or None."""
    named = ""
    if (found := BRACKETS.match(text)) and re.match("(đảng|chi|tổ|“)", found[2], re.IGNORECASE):
        text, named = found[1], found[2]
    if (found := EXACT.match(text)) and (role := ROLE_OF_LABEL.get(found[1].lower())):
        return Post(role, found[2], named or DEFAULT_PLACE[role])
    key = search_key(text)
    for role, place, beginning in BEGINNINGS:
        if (found := beginning.match(key)) and (said := said_place(key[found.end() :], place)):
            return Post(role, title_of(text, role), named or said)
    return None


def said_place(rest, default):
    """Return the place that the words behind a post tell; "" when they tell something else."""
    rest = re.sub(DUTY, "", rest.strip(" ()")).strip()
    if not rest or rest[0] in ",;+&–-":
        return default
    return next((place for place, pattern in PLACES if pattern.match(rest)), "")


def title_of(text, role):
    """Return a post's title where it differs from the role's name."""
    if text.lower() == role.label.lower():
        return ""
    return text.capitalize() if text.isupper() else text


def write_post(role, title, place, name):
    """Return a post as ``read_post`` reads it; ``name`` tells where when the text does not.

    ``place`` is where the post is, seen from the row, or "" for somewhere else.
    """
    text = title or role.label
    for plain in (text, f"{role.label} “{title}”"):
        for written in (plain, f"{plain} ({name})"):
            if parts_of(written) == [written] and read_post(written) in (
                Post(role, title, place),
                Post(role, title, name),
            ):
                return written
    return f"{role.label} ({name})"
