"""Situations that the rules answer, drawn at random: for every question the fields of a case.

Scales and words are written down here from the rule catalogue, not taken from the rules.
Votes crowd around small rolls, where the edges of shares lie close together.
"""

from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import strategies as st

EXEMPLARY = ("OUTSTANDING", "GOOD", "PIONEERING", "NOT_EXEMPLARY")
EXEMPLARY_ORGANIZATION = ("OUTSTANDING", "GOOD", "AVERAGE", "NOT_EXEMPLARY")
COMMITMENT = ("COMPLETED_WELL", "COMPLETED", "NOT_COMPLETED")
QUALITY = ("EXCELLENT", "GOOD", "COMPLETED", "NOT_COMPLETED")
GRADES = ("EXCELLENT", "GOOD", "AVERAGE", "POOR")
CONFIDENCE = ("HIGH", "CONFIDENT", "LOW")
NAMES = ("Lê Thị Hoa", "Trần Văn Bình", "K’ Brèm", "Đỗ Mạnh", "Ya Đuốc", "Võ Thị Ánh", "Tạ Sỹ")
NG_GROUNDS = ("UNFINISHED", "RECURRING", "QD55", "BREACH", "DEGENERATION")
LD_GROUNDS = ("NO_COMMITMENT", "UNFINISHED", "RECURRING", "BREACH")
RELATIONS = ("ORGANIZATION", "WORK", "OTHERS", "SELF")
WRITTEN = ("", " ", "Hòa giải", "Rút ngắn 2 ngày", "chấp hành nội quy", "trong quý III")
DISCIPLINES = ("REPRIMAND", "WARNING", "REMOVAL", "EXPULSION")
AWARDS = (
    "CELL_CERTIFICATE",
    "ORGANIZATION_COMMENDATION",
    "MEMBER_CERTIFICATE",
    "MEMBER_COMMENDATION",
)
KINDS = ("BLOC", "BASE_COMMITTEE", "SECTION_COMMITTEE", "BASE_CELL", "CELL")
DEADLINES = {
    "neu_guong_2017": ("REGISTRATION", "EVALUATION", "REPORT"),
    "lam_dong_2017": ("REGISTRATION", "QUARTER"),
    "cam_ket_9": ("REGISTRATION",),
    "hd21_2019": ("RESULTS_TO_CENTRE",),
    "hd22_2013": (
        "EVALUATION",
        "REPORT",
        "CONFIDENCE_VOTE",
        "SUMMARY_MEETING",
        "LEADERS",
        "LEADERS_REPORT",
        "AWARD_FILES",
    ),
}
IN_FORCE = {
    "neu_guong_2017": (2017, 2021),
    "lam_dong_2017": (2017, 2021),
    "cam_ket_9": (2022, 2100),
    "hd21_2019": (2019, 2100),
    "hd22_2013": (2013, 2100),
}

yes_or_no = st.booleans()
rarely = st.sampled_from((False, False, False, True))
rolls = st.one_of(st.integers(1, 12), st.integers(1, 200))
years_21, years_22 = st.integers(2019, 2030), st.integers(2013, 2020)
days = st.dates(date(2012, 1, 1), date(2032, 12, 31))
shares = st.decimals(40, 120, places=2) | st.sampled_from([0, 49, 50, 100])


def one_of(words):
    """Draw one of some words."""
    return st.sampled_from(words)


def some_of(words):
    """Draw a list of some words, without repeating one."""
    return st.lists(one_of(words), unique=True)


def around(whole, *shares):
    """Count up to three to both sides of shares of a whole, of nothing and of all."""
    edges = (0, *(int(whole * share) for share in shares), whole)
    return sorted({one for edge in edges for one in range(edge - 3, edge + 4) if 0 <= one <= whole})


@st.composite
def ballots(draw, levels, roll):
    """Draw one ballot over all levels, with no more votes than the roll."""
    cuts = sorted(draw(st.lists(st.integers(0, roll), min_size=len(levels), max_size=len(levels))))
    counts = [above - below for below, above in pairwise([0, *cuts])]
    return dict(zip(draw(st.permutations(levels)), counts, strict=True))


@st.composite
def vote(draw, levels):
    """Draw a roll with one ballot over all levels, or with yes votes level by level."""
    roll = draw(rolls)
    if draw(yes_or_no):
        return {"roll": roll, "ballots": draw(ballots(levels, roll))}
    yes = st.dictionaries(one_of(levels), st.integers(0, roll))
    return {"roll": roll, "approvals": draw(yes)}


def with_vote(levels, **fields):
    """Draw a vote and fields that may be left out."""
    return st.builds(
        lambda voted, others: {**voted, **others},
        vote(levels),
        st.fixed_dictionaries({}, optional=fields),
    )


def conduct(levels, grounds):
    """Draw a vote, how shortcomings were remedied, and grounds for the lowest level."""
    return with_vote(
        levels,
        remedied=one_of(("well", "well", "basically", "not_yet")),
        new_faults=rarely,
        grounds=st.one_of(st.just([]), st.just([]), some_of(grounds)),
    )


@st.composite
def role_models(draw):
    """Draw candidates for role model, many with equal votes."""
    roll = draw(st.integers(1, 40))
    names, mostly_well = draw(some_of(NAMES)), one_of(("COMPLETED_WELL", *COMMITMENT))
    votes = one_of(around(roll, Fraction(2, 3))) | st.integers(0, roll)
    return {
        "roll": roll,
        "completed_well": draw(st.integers(roll // 2, roll) | st.integers(0, roll)),
        "candidates": [
            {
                "name": name,
                "votes": draw(votes),
                "level": draw(mostly_well),
            }
            for name in names
        ],
    }


@st.composite
def excellent(draw):
    """Draw candidates for the best level, many with equal votes."""
    names = draw(some_of(NAMES))
    good_or_better = draw(st.integers(len(names), len(names) + 30))
    votes = st.integers(0, 4) | st.integers(0, 100)
    given = {
        "good_or_better": good_or_better,
        "candidates": [{"name": name, "votes": draw(votes)} for name in names],
    }
    base = draw(one_of((None, "EXACTLY_GOOD", "GOOD_OR_BETTER")))
    return given if base is None else {**given, "base": base}


@st.composite
def graded(draw, required):
    """Draw the grades of a form; what was to be remedied may be missing or unknown."""
    grade = one_of(GRADES[: draw(st.integers(1, len(GRADES)))])
    remedy = {"remedy": st.none() | grade}
    return draw(st.fixed_dictionaries(dict.fromkeys(required, grade), optional=remedy))


form_01 = graded(("programme", "leadership", "democracy", "integrity", "inspection"))
form_02 = graded(("conduct", "duties"))
disciplines = st.lists(
    st.fixed_dictionaries(
        {"year": st.integers(2017, 2031)},
        optional={"violation": one_of(NAMES), "already_counted": yes_or_no},
    ),
    max_size=3,
)
member_facts = st.fixed_dictionaries(
    {"grades": form_02, "year": years_21},
    optional={
        "civil_servant": yes_or_no,
        "civil_level": st.none() | one_of(QUALITY),
        "targets_percent": st.none() | shares,
        "degeneration": rarely,
        "disciplines": disciplines,
        "sick_days": st.none() | st.integers(0, 366),
        "maternity": yes_or_no,
        "low_confidence": rarely,
    },
)
members = st.builds(
    lambda facts, voted: {**facts, **voted},
    member_facts,
    with_vote(QUALITY, decided=one_of((None, QUALITY[-1]))),
)
subordinates = st.one_of(
    st.dictionaries(one_of(QUALITY[:2]), st.integers(1, 12), min_size=1),
    st.dictionaries(one_of(QUALITY[:3]), st.integers(0, 12)),
    st.dictionaries(one_of(QUALITY), st.integers(0, 12)),
)
peers = st.fixed_dictionaries(
    {"front_and_mass": st.lists(one_of(QUALITY), max_size=4) | st.none()},
    optional={"government": st.none() | one_of(QUALITY)},
)
organizations = st.fixed_dictionaries(
    {"kind": one_of(KINDS), "grades": form_01, "year": years_21, "subordinates": subordinates},
    optional={
        "peers": peers,
        "targets_percent": st.none() | shares,
        "force_majeure": yes_or_no,
        "disciplined": rarely,
        "self_remedied": yes_or_no,
        "founded": st.none() | days,
    },
)
collectives = st.fixed_dictionaries(
    {"grades": form_01},
    optional={
        "organization_level": st.none() | one_of(QUALITY),
        "member_disciplines": st.just([]) | st.lists(one_of(DISCIPLINES), max_size=3),
        "disunity_or_degeneration": rarely,
        "targets_percent": st.none() | shares,
        "main_targets_met": yes_or_no,
        "force_majeure": yes_or_no,
        "disciplined": rarely,
        "self_remedied": yes_or_no,
    },
)
heads = st.fixed_dictionaries(
    {},
    optional={
        "proposed": st.none() | one_of(QUALITY),
        "collective_level": st.none() | one_of(QUALITY),
        "organization_level": st.none() | one_of(QUALITY),
        "newly_transferred_without_part": yes_or_no,
    },
)


@st.composite
def awards(draw):
    """Draw the record of somebody proposed for an award, often a good one."""
    kind = draw(one_of(AWARDS))
    best = "EXCELLENT" if kind.startswith("MEMBER") else "CLEAN_STRONG_EXEMPLARY"
    year, total = draw(years_22), draw(st.integers(0, 40))
    around = st.integers(year - 6, year + 1)
    good_members = {"good_or_better": draw(st.integers(0, total)), "total": total}
    optional = {
        "levels": st.dictionaries(around, one_of((best, best, best, None, "GOOD"))),
        "score": st.none() | st.decimals(90, 100, places=2),
        "good_members_percent": st.just(good_members),
        "titles": st.lists(around, max_size=4),
        "bloc_certificates": st.lists(around, max_size=3),
        "last_awarded": st.none() | days,
        "proposed_on": st.none() | days,
    }
    fixed = {"kind": st.just(kind), "year": st.just(year)}
    return draw(st.fixed_dictionaries(fixed, optional=optional))


@st.composite
def tallies(draw):
    """Draw the count of one person's confidence vote."""
    high, confident, low = (draw(st.integers(0, 60)) for _ in range(3))
    collected = high + confident + low + draw(st.integers(0, 3))
    issued = collected + draw(st.integers(0, 3))
    return {
        "issued": issued,
        "collected": collected,
        "high": high,
        "confident": confident,
        "low": low,
    }


@st.composite
def low_votes(draw):
    """Draw low votes of some years, with the ballots collected."""
    year = draw(years_22)
    low = {}
    for one in draw(some_of((year, year - 1, year - 2, year - 3))):
        collected = draw(st.integers(0, 12))
        low[one] = (draw(st.integers(0, collected)), collected)
    return {"year": year, "low": low}


@st.composite
def last_days(draw):
    """Draw something that a guidance sets a day for, in a year in which it holds."""
    guidance = draw(one_of(tuple(DEADLINES)))
    given = {
        "guidance": guidance,
        "what": draw(one_of(DEADLINES[guidance])),
        "year": draw(st.integers(*IN_FORCE[guidance])),
    }
    return {**given, "quarter": draw(st.integers(1, 4))} if given["what"] == "QUARTER" else given


SITUATIONS = {
    "neu_guong_2017.member_level": conduct(EXEMPLARY, NG_GROUNDS),
    "neu_guong_2017.organization_level": st.fixed_dictionaries(
        {"score": st.decimals(0, 100, places=2) | st.integers(0, 100)}
    ),
    "neu_guong_2017.organization_vote": vote(EXEMPLARY_ORGANIZATION),
    "lam_dong_2017.member_level": conduct(COMMITMENT, LD_GROUNDS),
    "lam_dong_2017.role_models": role_models(),
    "lam_dong_2017.registered_item": st.fixed_dictionaries(
        {},
        optional={
            "relation": one_of(("", *RELATIONS)),
            "scope": one_of(WRITTEN),
            "work": one_of(WRITTEN),
            "manner": one_of(WRITTEN),
            "result": one_of(WRITTEN),
            "vague_phrases": some_of(WRITTEN),
        },
    ),
    "lam_dong_2017.multi_year_role_model": st.fixed_dictionaries(
        {"year": st.integers(2017, 2021), "years": one_of((3, 5))},
        optional={
            "role_model_years": st.lists(st.integers(2012, 2021)),
            "excusable_years": st.lists(st.integers(2012, 2021)),
        },
    ),
    "cam_ket_9.sections": st.fixed_dictionaries(
        {},
        optional={
            "head": st.just(True),
            "shortcomings_recorded": yes_or_no,
            "filled": st.lists(st.integers(1, 8)),
        },
    ),
    "hd21_2019.member_scope": st.fixed_dictionaries(
        {"year": years_21},
        optional={
            "admitted": st.none() | days,
            "exempt": rarely,
            "suspended_party": rarely,
            "suspended_committee": yes_or_no,
            "reviewed": yes_or_no,
        },
    ),
    "hd21_2019.member_level": members,
    "hd21_2019.organization_level": organizations,
    "hd21_2019.organization_ballot": with_vote(QUALITY, ceiling=st.none() | one_of(QUALITY)),
    "hd21_2019.collective_level": collectives,
    "hd21_2019.head_level": heads,
    "hd21_2019.excellent_cap": excellent(),
    "hd22_2013.award": awards(),
    "hd22_2013.award_cap": st.fixed_dictionaries(
        {"kind": one_of(("CELL_CERTIFICATE", "MEMBER_CERTIFICATE")), "base_count": rolls}
    )
    | st.fixed_dictionaries(
        {"kind": one_of(("ORGANIZATION_COMMENDATION", "MEMBER_COMMENDATION"))},
        optional={"base_count": st.none() | rolls},
    ),
    "hd22_2013.ballot": st.fixed_dictionaries(
        {},
        optional={
            "issued_by_tellers": yes_or_no,
            "name_struck": rarely,
            "matter_added": rarely,
            "marks": st.dictionaries(one_of(NAMES), st.none() | some_of(CONFIDENCE)),
        },
    ),
    "hd22_2013.confidence_tally": tallies(),
    "hd22_2013.confidence_consequence": low_votes(),
    "deadlines.last_day": last_days(),
    "deadlines.draft_report_sent_by": st.fixed_dictionaries(
        {"guidance": one_of(("hd21_2019", "hd22_2013")), "meeting": days},
        optional={"holidays": st.lists(days, max_size=5)},
    ),
}
