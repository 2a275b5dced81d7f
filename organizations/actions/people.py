"""People: added with a placement, corrected."""

from django.db import IntegrityError, transaction
from django.db.models import Min

from organizations import history
from organizations.actions.checks import check_past, locked, refuse, written
from organizations.actions.placements import check_home, check_start
from organizations.actions.positions import check_still_fit
from organizations.models import Person, Placement
from organizations.vietnamese import search_key


@transaction.atomic
def add_person(account, organization, *, started_on, placement_kind, namesake=False, **fields):
    """Add a person to a cell or group.

    ``namesake`` says that a person of the same name and birth is somebody else.
    """
    organization = locked(organization)
    person = Person(**fields)
    check_home(None, organization)
    check_dates(person)
    check_card(person)
    check_start("started_on", started_on, person, organization)
    if not namesake:
        check_unknown(person)
    save(person)
    Placement.objects.create(
        person=person, organization=organization, kind=placement_kind, started_on=started_on
    )
    history.record(
        account,
        "add_person",
        f"Thêm {person.full_name} vào {organization.name} từ ngày {written(started_on)}",
        organization=organization,
        person=person,
    )
    return person


def check_dates(person):
    """Refuse days that contradict one another or have not come yet."""
    for field in ("born_on", "admitted_on", "official_on"):
        day = getattr(person, field)
        if day:
            check_past(field, day)
    if person.born_on and person.admitted_on and person.admitted_on <= person.born_on:
        refuse("admitted_on", "Ngày vào Đảng phải sau ngày sinh.")
    if person.official_on and not person.admitted_on:
        refuse("admitted_on", "Có ngày chính thức thì phải có ngày vào Đảng.")
    if person.official_on and person.official_on <= person.admitted_on:
        refuse("official_on", "Ngày chính thức phải sau ngày vào Đảng.")


def check_card(person):
    """Refuse a card number that is somebody else's or belongs to no member."""
    if not person.card_number:
        person.card_number = None
        return
    if not person.admitted_on:
        refuse("admitted_on", "Có số thẻ đảng viên thì phải có ngày vào Đảng.")
    if Person.objects.filter(card_number=person.card_number).exclude(pk=person.pk).exists():
        refuse("card_number", "Số thẻ này đã có trong danh sách.")


def check_unknown(person):
    """Refuse a second person of the same name and birth until somebody says who that is."""
    same = Person.objects.filter(
        search_key=search_key(person.full_name),
        born_on=person.born_on,
        birth_year_only=person.birth_year_only,
    )
    if person.born_on and same.exists():
        refuse("namesake", "Trong danh sách đã có người cùng họ tên, cùng ngày sinh.")


def save(person):
    """Save a person; two clerks at once cannot give out one card number twice."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        refuse("card_number", "Số thẻ này đã có trong danh sách.")


@transaction.atomic
def edit_person(account, person, **fields):
    """Correct a person's record."""
    person = locked(person)
    changed = [field for field, value in fields.items() if value != getattr(person, field)]
    for field in changed:
        setattr(person, field, fields[field])
    check_dates(person)
    check_card(person)
    if not {"admitted_on", "official_on"}.isdisjoint(changed):
        check_still_fit(person)
    first = person.placements.aggregate(day=Min("started_on"))["day"]
    if first and person.born_on and first <= person.born_on:
        refuse("born_on", f"Ngày sinh phải trước ngày bắt đầu sinh hoạt ({written(first)}).")
    save(person)
    names = ", ".join(str(Person._meta.get_field(field).verbose_name) for field in changed)
    history.record(
        account,
        "edit_person",
        f"Sửa hồ sơ của {person.full_name}: {names.lower()}",
        person=person,
    )
    return person
