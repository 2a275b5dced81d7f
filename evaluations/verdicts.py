"""The bridge to the rules: what is known of a subject, asked as a question, kept as JSON.

A question is asked by its name and with the fields of the case files; both are kept with
the answer, so that any stored result can be put to ``manage.py check_cases``.
"""

from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction

from evaluations.facts import BODY_GRADES, MEMBER_GRADES, NO_REMEDY, PEERS
from evaluations.models import Subject
from evaluations.rules import hd21_2019
from evaluations.rules.inputs import InputError
from evaluations.rules.registry import QUESTIONS
from registrations.models import Guidance

VOTE_QUESTIONS = {
    (Guidance.NEU_GUONG_2017, Subject.MEMBER): "neu_guong_2017.member_level",
    (Guidance.NEU_GUONG_2017, Subject.ORGANIZATION): "neu_guong_2017.organization_vote",
    (Guidance.LAM_DONG_2017, Subject.MEMBER): "lam_dong_2017.member_level",
    (Guidance.HD21_2019, Subject.MEMBER): "hd21_2019.member_level",
    (Guidance.HD21_2019, Subject.ORGANIZATION): "hd21_2019.organization_ballot",
}


def ask(question, given, terms):
    """Return a verdict as JSON with its question and fields; raises ``InputError``."""
    verdict = QUESTIONS[question](**given, terms=terms)
    return {"question": question, "given": plain(given), **as_json(verdict)}


def as_json(verdict):
    """Return a verdict's fields as JSON: words, numbers, lists, reasons, readings."""
    return plain({one.name: getattr(verdict, one.name) for one in fields(verdict)})


def plain(value):
    """Return a value as JSON: days as ISO text, reasons and readings as mappings."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction):
        return str(value)
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def given_for(evaluation, known):
    """Return the fields of a subject's question that do not come from the vote.

    ``known`` is what the program knows by itself (``queries.known``); a recorded fact of the
    same name goes before it.
    """
    guidance, subject, facts = evaluation.round.guidance, evaluation.subject, evaluation.facts
    if guidance != Guidance.HD21_2019:
        names = ("remedied", "new_faults", "grounds") if subject == Subject.MEMBER else ()
        return {name: facts[name] for name in names if facts.get(name)}
    return HD21_FIELDS[subject](evaluation, facts, known)


def grades_of(places, facts, known):
    """Return the grades: as corrected, else as the self-review has them."""
    own = known.get("grades", {})
    found = {name: facts.get(f"grade_{name}") or own.get(name) for name in places}
    return {name: None if grade in (None, NO_REMEDY) else grade for name, grade in found.items()}


def number(text):
    """Return a recorded number, kept as text such as "49.5", as a Decimal; None for none."""
    return None if text in (None, "") else Decimal(text)


def member_fields(evaluation, facts, known):
    """Return the fields of hd21_2019.member_level without the vote (H21-10 … H21-13)."""
    counted = bool(facts.get("already_counted"))
    return {
        "grades": grades_of(MEMBER_GRADES, facts, known),
        "civil_servant": known.get("civil_servant", False),
        "civil_level": facts.get("civil_level") or None,
        "targets_percent": number(facts.get("targets_percent")),
        "degeneration": bool(facts.get("degeneration")),
        "disciplines": [
            {**one, "already_counted": counted} for one in known.get("disciplines", [])
        ],
        "year": evaluation.round.year,
        "sick_days": facts.get("sick_days", known.get("sick_days")),
    }


def organization_fields(evaluation, facts, known):
    """Return the fields of hd21_2019.organization_level (H21-20 … H21-23)."""
    peers = {name: facts.get(f"peer_{name}") for name in PEERS}
    government = peers.pop("government")
    return {
        "kind": evaluation.organization.kind,
        "grades": grades_of(BODY_GRADES, facts, known),
        "subordinates": known.get("subordinates", {}),
        "peers": {
            "government": government or None,
            "front_and_mass": [level for level in peers.values() if level],
        },
        "targets_percent": number(facts.get("targets_percent")),
        "force_majeure": bool(facts.get("force_majeure")),
        "disciplined": bool(facts.get("disciplined")),
        "self_remedied": bool(facts.get("self_remedied")),
        "founded": evaluation.organization.founded_on,
        "year": evaluation.round.year,
    }


def collective_fields(evaluation, facts, known):
    """Return the fields of hd21_2019.collective_level (H21-30, H21-31)."""
    return {
        "grades": grades_of(BODY_GRADES, facts, known),
        "organization_level": known.get("organization_level") or None,
        "member_disciplines": known.get("member_disciplines", []),
        "disunity_or_degeneration": bool(facts.get("disunity_or_degeneration")),
        "targets_percent": number(facts.get("targets_percent")),
        "main_targets_met": not facts.get("main_targets_missed"),
        "force_majeure": bool(facts.get("force_majeure")),
        "disciplined": bool(facts.get("disciplined")),
        "self_remedied": bool(facts.get("self_remedied")),
    }


def leader_fields(evaluation, facts, known):
    """Return the fields of hd21_2019.head_level (H21-32)."""
    return {
        "proposed": evaluation.proposed_level or None,
        "collective_level": known.get("collective_level") or None,
        "organization_level": known.get("organization_level") or None,
        "newly_transferred_without_part": bool(facts.get("newly_transferred_without_part")),
    }


HD21_FIELDS = {
    Subject.MEMBER: member_fields,
    Subject.ORGANIZATION: organization_fields,
    Subject.COLLECTIVE: collective_fields,
    Subject.LEADER: leader_fields,
}
CEILING_QUESTIONS = {
    Subject.ORGANIZATION: "hd21_2019.organization_level",
    Subject.COLLECTIVE: "hd21_2019.collective_level",
    Subject.LEADER: "hd21_2019.head_level",
}


def vote_verdict(evaluation, known, roll, *, ballots=None, approvals=None):
    """Return what a counted vote gives, with ``proposed`` (NG-08 … NG-11, LD-06, H21-14, H21-25).

    Raises ``InputError`` for a bad count or where the ceiling is not known yet.
    """
    round_ = evaluation.round
    votes = {"roll": roll} | (
        {"ballots": ballots} if approvals is None else {"approvals": approvals}
    )
    key = (round_.guidance, evaluation.subject)
    if key == (Guidance.HD21_2019, Subject.ORGANIZATION):
        return organization_ballot(evaluation, known, votes)
    found = ask(VOTE_QUESTIONS[key], given_for(evaluation, known) | votes, round_.terms)
    return {"proposed": found["level"]} | found


def organization_ballot(evaluation, known, votes):
    """Return the ballot on an organization, lowered to its ceiling, with the ceiling's reasons."""
    limit = ceiling_of(evaluation, known)
    if limit.get("missing"):
        raise InputError(limit["field"], limit["missing"])
    question = VOTE_QUESTIONS[Guidance.HD21_2019, Subject.ORGANIZATION]
    given = votes | {"ceiling": limit["ceiling"]}
    found = ask(question, given, evaluation.round.terms)
    return found | {
        "proposed": found["level"],
        "level": None,
        "ceiling": limit["ceiling"],
        "reasons": [*limit["reasons"], *found["reasons"]],
    }


def ceiling_of(evaluation, known):
    """Return the highest level open to a subject under HD 21, with reasons; else None.

    ``InputError`` (grades still missing) becomes ``missing`` with its words: there is no
    ceiling yet, and the page says what is missing.
    """
    if evaluation.round.guidance != Guidance.HD21_2019:
        return None
    given, terms = given_for(evaluation, known), evaluation.round.terms
    try:
        if evaluation.subject == Subject.MEMBER:
            facts = hd21_2019.MemberFacts(**given)
            found = as_json(hd21_2019.member_ceiling(facts, terms=terms))
        else:
            found = ask(CEILING_QUESTIONS[evaluation.subject], given, terms)
            found.setdefault("ceiling", found.get("level"))
    except InputError as error:
        return {"ceiling": None, "missing": str(error), "field": error.field, "reasons": []}
    return found
