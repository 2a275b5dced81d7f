"""Danh sách đảng viên (R8): as lists come in, so that what goes out comes in again."""

from collections import defaultdict
from dataclasses import dataclass

from config.xlsx import Column, Sheet, workbook_bytes
from organizations.importing.notes import write_note
from organizations.importing.posts import write_post
from organizations.importing.register import base_of, chain
from organizations.importing.values import PREFIX, organization_name, organization_rank
from organizations.models import (
    BASE_KINDS,
    Kind,
    Organization,
    Person,
    PersonState,
    Placement,
    Position,
    Role,
)
from organizations.queries import shown_card
from organizations.queries.tree import below

COLUMNS = {
    "number": Column(("STT",), 5, centred=True),
    "full_name": Column(("Họ và tên",), 25),
    "born_male": Column(("Ngày sinh", "Nam"), 12, centred=True),
    "born_female": Column((None, "Nữ"), 12, centred=True),
    "card_number": Column(("Số thẻ ĐV",), 12, centred=True),
    "admitted_on": Column(("Ngày vào Đảng",), 12, centred=True),
    "official_on": Column(("Ngày chính thức",), 12, centred=True),
    "posts": Column(("Chức vụ Đảng",), 18),
    "government_post": Column(("Chức vụ chính quyền",), 18),
    "workplace": Column(("Đơn vị công tác",), 24),
    "civil_servant": Column(("Công chức, viên chức",), 9, centred=True),
    "email": Column(("Thư điện tử",), 24),
    "note": Column(("Ghi chú",), 20),
}
RANKS = {
    Kind.BASE_COMMITTEE: ("base", "Đảng bộ"),
    Kind.BASE_CELL: ("cell", "Chi bộ"),
    Kind.SECTION_COMMITTEE: ("section", "Đảng bộ bộ phận"),
    Kind.CELL: ("cell", "Chi bộ"),
    Kind.GROUP: ("group", "Tổ đảng"),
}
ROLE_ORDER = {role: place for place, role in enumerate(Role)}


@dataclass
class Line:
    """A person on the list of a cell or group."""

    person: Person
    placement: Placement
    posts: list
    states: list


def member_list(organization, day, *, whole):
    """Return (the workbook of an organization's members, how many lines it has).

    Not whole: card numbers masked, of births only the year, as the pages show them.
    """
    tree = Tree(organization, day)
    lines = [line for found in tree.lines.values() for line in found]
    columns = dict(COLUMNS)
    if not any(line.person.email for line in lines):
        del columns["email"]
    sheets = [base_sheet(tree, base, columns, day, whole) for base in tree.bases]
    return workbook_bytes(sheets or [Sheet("Danh sách", list(columns.values()))]), len(lines)


class Tree:
    """The organizations of a list with their members on a day."""

    def __init__(self, organization, day):
        root = organization
        while root.parent:
            root = root.parent
        known = {one.pk: one for one in Organization.objects.filter(pk__in=below(root))}
        self.known = known
        self.children = defaultdict(list)
        for one in known.values():
            one.parent = known.get(one.parent_id)
            if not one.dissolved_on or one.dissolved_on > day:
                self.children[one.parent_id].append(one)
        self.root, self.asked = known[root.pk], known[organization.pk]
        above = list(chain(self.asked))
        inside = [one for one in known.values() if self.asked in chain(one)]
        self.listed = {one.pk for one in [*above, *inside]}
        self.bases = [
            one for one in known.values() if one.kind in BASE_KINDS and one.pk in self.listed
        ]
        self.lines = self.load_lines({one.pk for one in inside}, day)

    def load_lines(self, ids, day):
        """Return {organization's id: lines}, officers first, then by name."""
        placements = list(
            Placement.objects.on(day)
            .filter(organization__in=ids, person__admitted_on__isnull=False)
            .select_related("person")
            .order_by("person__sort_key", "person_id", "pk")
        )
        people = {placement.person_id for placement in placements}
        posts, states = defaultdict(list), defaultdict(list)
        for one in Position.objects.on(day).filter(person__in=people).order_by("pk"):
            if one.organization_id in self.known:
                one.organization = self.known[one.organization_id]
                posts[one.person_id].append(one)
        for one in PersonState.objects.on(day).filter(person__in=people).order_by("pk"):
            states[one.person_id].append(one)
        lines = defaultdict(list)
        for one in placements:
            own = sorted(posts[one.person_id], key=lambda post: ROLE_ORDER[post.role])
            lines[one.organization_id].append(Line(one.person, one, own, states[one.person_id]))
        for pk, found in lines.items():
            cell = self.known[pk]
            found.sort(key=lambda line: rank_in(line, cell))
        return lines

    def nodes(self, base):
        """Yield the organizations of a base below it, so that each heading holds to the next."""
        yield base
        for cells_first in (True, False):
            for one in self.children[base.pk]:
                if one.pk in self.listed and (one.kind == Kind.SECTION_COMMITTEE) != cells_first:
                    yield from self.below(one)

    def below(self, organization):
        """Yield an organization and everything below it."""
        yield organization
        for one in self.children[organization.pk]:
            if one.pk in self.listed:
                yield from self.below(one)


def rank_in(line, organization):
    """Return where a person stands in a cell: its officers come first."""
    cell = organization.parent if organization.kind == Kind.GROUP else organization
    held = [
        ROLE_ORDER[post.role] for post in line.posts if post.organization in (organization, cell)
    ]
    return min(held, default=len(ROLE_ORDER))


def base_sheet(tree, base, columns, day, whole):
    """Return the sheet of a base organization."""
    title = PREFIX.sub(r"\2", base.name)
    head = letterhead(base.kind, base.name, title)
    sheet = Sheet(title, list(columns.values()), above(tree.root.name, head, f"{day:%d/%m/%Y}"))
    number = 0
    for node in tree.nodes(base):
        if node is not base:
            sheet.rows.append(("group", heading(node.kind, node.name)))
        for line in tree.lines.get(node.pk, ()):
            number += 1
            cells = values(line, node, whole=whole) | {"number": number}
            sheet.rows.append(("body", [cells[field] or None for field in columns]))
    sheet.below = [
        [(1, 1, "bold", f"Tổng cộng: {number} đảng viên")],
        [],
        [(8, 3, "centre", "T/M CẤP ỦY")],
        [(8, 3, "centre", "BÍ THƯ")],
    ]
    return sheet


def above(bloc_name, head, day):
    """Return letterhead and title of a sheet."""
    return [
        [(0, 5, "centre", bloc_name.upper()), (6, 6, "centre", "ĐẢNG CỘNG SẢN VIỆT NAM")],
        [(0, 5, "centre", head)],
        [(0, 5, "centre", "*")],
        [],
        [(0, 12, "title", "DANH SÁCH ĐẢNG VIÊN")],
        [(0, 12, "subtitle", f"(Tính đến ngày {day})")],
        [],
    ]


def letterhead(kind, name, title):
    """Return a base organization's name in capitals, unless it could not be read back."""
    capitals = name.upper()
    reads_back = organization_name(capitals, {title.lower(): title}) == name
    if reads_back and organization_rank(capitals) == RANKS[kind][0]:
        return capitals
    return heading(kind, name)


def heading(kind, name):
    """Return an organization's heading, so written that its name is read back as it is."""
    rank, label = RANKS[kind]
    reads_back = organization_rank(name) == rank and organization_name(name, {}) == name
    return name if reads_back else f"{label} “{name}”"


def values(line, organization, *, whole):
    """Return {field: value} of a person."""
    person, born = line.person, line.person.born_on
    if born and (person.birth_year_only or not whole):
        born = born.year
    female = person.gender == Person.Gender.FEMALE
    born = born or ("x" if person.gender else None)
    return {
        "full_name": person.full_name,
        "born_male": None if female else born,
        "born_female": born if female else None,
        "card_number": shown_card(person, whole=whole),
        "admitted_on": person.admitted_on,
        "official_on": person.official_on,
        "posts": "; ".join(post_text(post, organization) for post in line.posts),
        "government_post": person.government_post,
        "workplace": person.workplace,
        "civil_servant": "x" if person.civil_servant else None,
        "email": person.email,
        "note": write_note(
            person.note,
            line.placement.kind == Placement.Kind.TEMPORARY,
            [(state.kind, state.started_on.isoformat()) for state in line.states],
            bool(person.born_on and not person.gender),
        ),
    }


def post_text(post, organization):
    """Return a post as the list of an organization names it."""
    cell = organization.parent if organization.kind == Kind.GROUP else organization
    places = {
        "group": organization if organization.kind == Kind.GROUP else None,
        "cell": cell,
        "section": cell.parent if cell.parent.kind == Kind.SECTION_COMMITTEE else None,
        "base": base_of(cell),
        "bloc": list(chain(cell))[-1],
    }
    place = next((name for name, one in places.items() if one is post.organization), "")
    names = [one.name for one in chain(post.organization) if one.parent]
    name = " / ".join(names or [post.organization.name])
    return write_post(Role(post.role), post.title, place, name)
