"""The only place that opens, closes and sets rounds: one verb each, in one transaction."""

import json
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations.rules import deadlines
from evaluations.rules.readings import Readings
from evaluations.rules.registry import GUIDANCES
from organizations import history
from organizations.models import Organization
from registrations.actions import Moved, refuse_closed
from registrations.models import Guidance, Round
from registrations.queries.rounds import has_closed_votes, open_questions

ADOPTION = {
    "adoption_number": "“{title}” áp dụng {years}; năm này cần văn bản của khối cho áp dụng.",
    "adoption_signed_on": "Ghi ngày ký văn bản cho áp dụng.",
    "adoption_signed_by": "Ghi cơ quan, người ký văn bản cho áp dụng.",
}
NO_DUE = "Ghi hạn nộp bản tự kiểm điểm: Hướng dẫn 21 để khối quy định."
VOTED = "Đã có hội nghị kết thúc biểu quyết, nên cách hiểu và thang điểm giữ nguyên."


class Changed(Exception):
    """Somebody else has changed the settings since they were shown; nothing was written."""


@transaction.atomic
def open_rounds(account, bloc, *, year, guidances, settings=None, **fields):
    """Open a bloc's rounds of a year, one a guidance; all of them or none.

    ``fields`` are the congresses, the last day of self-reviews, and the adoption where a
    guidance does not hold for the year by itself; ``settings`` maps a guidance to its readings
    and its score sheet. Raises ValidationError naming the field.
    """
    Organization.objects.select_for_update().get(pk=bloc.pk)
    errors = {}
    for guidance in guidances:
        for field, sentence in refusals(bloc, year, guidance, fields):
            if sentence not in errors.setdefault(field, []):
                errors[field].append(sentence)
    if errors:
        raise ValidationError(errors)
    chosen = settings or {}
    return [
        open_round(account, bloc, year, guidance, fields | chosen.get(guidance, {}))
        for guidance in guidances
    ]


def open_round(account, bloc, year, guidance, fields):
    """Open one round; what only other guidances need (adoption, last day) is left out."""
    round_ = Round(bloc=bloc, year=year, guidance=guidance, opened_by=account, **fields)
    if GUIDANCES[guidance].in_force(year):
        round_.adoption_number, round_.adoption_signed_by = "", ""
        round_.adoption_signed_on = None
    if guidance != Guidance.HD21_2019:
        round_.review_due = None
    round_.save()
    history.record(account, "open_round", f"Mở đợt {round_}", organization=bloc)
    return round_


def refusals(bloc, year, guidance, fields):
    """Yield (field, why) of what keeps a round from being opened."""
    document = GUIDANCES[guidance]
    if Round.objects.filter(bloc=bloc, year=year, guidance=guidance).exists():
        yield "guidances", f"Đợt “{Round(year=year, guidance=guidance)}” đã được mở."
    elif year < document.first_year:
        yield "year", f"“{document.title}” áp dụng {document.years}."
    elif not document.in_force(year):
        for field in ADOPTION.keys() - {one for one in fields if fields[one]}:
            yield field, ADOPTION[field].format(title=document.title, years=document.years)
    elif guidance == Guidance.HD21_2019 and (why := wrong_due(year, fields.get("review_due"))):
        yield "review_due", why


def wrong_due(year, day):
    """Say why a day cannot be the last one for self-reviews of a year; nothing where it can.

    Results go up to the Centre by a day of the next year (H21-41).
    """
    if day is None:
        return NO_DUE
    latest = deadlines.last_day(guidance="hd21_2019", what="RESULTS_TO_CENTRE", year=year).date
    if date(year, 1, 1) <= day <= latest:
        return ""
    return f"Hạn nộp của năm {year} nằm trong khoảng 01/01/{year} đến {latest:%d/%m/%Y}."


def state_of(round_):
    """Return the settings of a round as text, by which a later save sees that they changed."""
    due = round_.review_due.isoformat() if round_.review_due else ""
    return json.dumps([round_.readings, round_.score_sheet, due], sort_keys=True)


@transaction.atomic
def set_round(account, round_pk, *, seen, readings, score_sheet, review_due):
    """Set a round's readings, score sheet and last day for self-reviews.

    Readings and sheet stay as they are once a vote of the round is closed. Raises ``Changed``
    where the round is no longer as ``seen``, ValidationError for what cannot be.
    """
    round_ = Round.objects.select_for_update(of=("self",)).select_related("bloc").get(pk=round_pk)
    refuse_closed(round_)
    if state_of(round_) != seen:
        raise Changed
    before = describe(round_)
    fixed = (round_.readings, round_.score_sheet)
    round_.readings, round_.score_sheet = readings, score_sheet
    if fixed != (readings, score_sheet) and has_closed_votes(round_):
        raise ValidationError(VOTED)
    if round_.guidance == Guidance.HD21_2019:
        if why := wrong_due(round_.year, review_due):
            raise ValidationError({"review_due": why})
        round_.review_due = review_due
    if (after := describe(round_)) == before:
        return
    round_.save(update_fields=["readings", "score_sheet", "review_due"])
    said = "; ".join(line for line in after if line not in before)
    history.record(account, "set_round", f"Đặt lại đợt {round_}: {said}", organization=round_.bloc)


def describe(round_):
    """Return a line for each setting of a round, as the log tells it."""
    chosen = Readings(**round_.readings)
    lines = [
        f"{one.question}: {one.choices[getattr(chosen, one.name)]}"
        for one in open_questions(round_.guidance)
    ]
    if round_.guidance == Guidance.NEU_GUONG_2017:
        sheet = ", ".join(map(str, round_.score_sheet)).replace(".", ",")
        lines.append(f"thang điểm chín nội dung: {sheet or 'chia đều'}")
    if round_.review_due:
        lines.append(f"hạn nộp bản tự kiểm điểm {round_.review_due:%d/%m/%Y}")
    return lines


@transaction.atomic
def close_round(account, round_pk, reason):
    """Close a round: nothing in it changes until it is reopened."""
    switch_round(account, round_pk, reason, close=True)


@transaction.atomic
def reopen_round(account, round_pk, reason):
    """Open a closed round again."""
    switch_round(account, round_pk, reason, close=False)


def switch_round(account, round_pk, reason, *, close):
    """Close or reopen, with the reason in the history; raises ``Moved`` when it is so already."""
    round_ = Round.objects.select_for_update().select_related("bloc").get(pk=round_pk)
    if (round_.closed_at is not None) == close:
        raise Moved
    round_.closed_at = timezone.now() if close else None
    round_.save(update_fields=["closed_at"])
    verb, what = ("close_round", "Đóng") if close else ("reopen_round", "Mở lại")
    history.record(account, verb, f"{what} đợt {round_}: {reason}", organization=round_.bloc)
