"""States that change what a person owes, and disciplines (H21-01, H21-12, H21-13)."""

from django.db import transaction

from organizations import history
from organizations.actions.checks import (
    check_lived,
    check_order,
    check_past,
    check_span,
    locked,
    overlapping,
    refuse,
    written,
)
from organizations.models import Discipline, PersonState

LEAVES = (PersonState.Kind.SICK_LEAVE, PersonState.Kind.MATERNITY_LEAVE)


@transaction.atomic
def add_state(account, person, *, kind, started_on, ended_on=None, note=""):
    """Record a state from a day on; leaves alone may be known before they begin."""
    person = locked(person)
    if kind not in LEAVES:
        check_past("started_on", started_on)
        if not person.admitted_on or started_on < person.admitted_on:
            refuse("kind", f"{person.full_name} chưa là đảng viên vào ngày này.")
    check_lived("started_on", started_on, person)
    check_span("ended_on", started_on, ended_on)
    check_single("started_on", person.states.filter(kind=kind), started_on, ended_on)
    state = PersonState.objects.create(
        person=person, kind=kind, started_on=started_on, ended_on=ended_on, note=note
    )
    history.record(
        account,
        "add_state",
        f"{person.full_name}: {state.get_kind_display().lower()} từ ngày {written(started_on)}",
        person=person,
    )
    return state


def check_single(field, same, started_on, ended_on):
    """Refuse a state while the same one holds."""
    other = overlapping(same, started_on, ended_on)
    if other:
        until = f" đến trước ngày {written(other.ended_on)}" if other.ended_on else " đến nay"
        refuse(
            field,
            f"Tình trạng này đã được ghi từ ngày {written(other.started_on)}{until}.",
        )


@transaction.atomic
def end_state(account, state, *, ended_on):
    """Set the first day on which a state no longer holds; it may lie ahead."""
    person = locked(state.person)
    state = locked(state)
    check_order("ended_on", state.started_on, ended_on)
    others = person.states.filter(kind=state.kind).exclude(pk=state.pk)
    check_single("ended_on", others, state.started_on, ended_on)
    state.ended_on = ended_on
    state.save()
    history.record(
        account,
        "end_state",
        f"{person.full_name}: hết {state.get_kind_display().lower()} từ ngày {written(ended_on)}",
        person=person,
    )
    return state


@transaction.atomic
def add_discipline(account, person, *, form, decided_on, decision, violation, organization):
    """Record a discipline where the violation happened (H21-17)."""
    person = locked(person)
    check_past("decided_on", decided_on)
    check_lived("decided_on", decided_on, person)
    if not person.admitted_on or decided_on < person.admitted_on:
        refuse("decided_on", f"{person.full_name} chưa là đảng viên vào ngày này.")
    discipline = Discipline.objects.create(
        person=person,
        form=form,
        decided_on=decided_on,
        decision=decision,
        violation=violation,
        organization=organization,
    )
    history.record(
        account,
        "add_discipline",
        f"Ghi kỷ luật đối với {person.full_name} theo quyết định {decision} "
        f"ngày {written(decided_on)}",
        organization=organization,
        person=person,
    )
    return discipline
