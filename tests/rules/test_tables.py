"""What the documents lay down as tables, and what each question is asked and answers, in full."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from inspect import signature
from typing import get_type_hints

from evaluations.rules.guidance import DraftReport, Guidance, Since
from evaluations.rules.hd22_2013.awards import AWARDS, AwardTerms
from evaluations.rules.registry import CALCULATIONS, GUIDANCES, QUESTIONS

CLEAN = "CLEAN_STRONG_EXEMPLARY"
LEVELS = ("EXCELLENT", "GOOD", "COMPLETED", "NOT_COMPLETED")
VOTE = "*roll ballots approvals"
CONDUCT = f"{VOTE} remedied new_faults grounds"
NAMES = "max chosen tied refused"
FIELDS = {  # what is given, * where it is required; what is answered
    "neu_guong_2017.member_level": (CONDUCT, "level unresolved"),
    "neu_guong_2017.organization_level": ("*score", "level unresolved"),
    "neu_guong_2017.organization_vote": (VOTE, "level unresolved"),
    "lam_dong_2017.member_level": (CONDUCT, "level unresolved"),
    "lam_dong_2017.registered_item": (
        "relation scope work manner result vague_phrases",
        "missing warnings",
    ),
    "lam_dong_2017.role_models": ("*roll rated *completed_well candidates already_chosen", NAMES),
    "lam_dong_2017.multi_year_role_model": (
        "*year *years role_model_years excusable_years",
        "outcome",
    ),
    "cam_ket_9.sections": ("head shortcomings_recorded filled", "required shown missing"),
    "hd21_2019.member_scope": (
        "*year admitted exempt suspended_party suspended_committee reviewed",
        "reviews classifies",
    ),
    "hd21_2019.member_level": (
        "*grades civil_servant civil_level targets_percent degeneration disciplines *year "
        f"sick_days maternity low_confidence {VOTE} decided",
        "level unresolved ceiling proposed blocked",
    ),
    "hd21_2019.organization_level": (
        "*kind *grades subordinates peers targets_percent force_majeure disciplined "
        "self_remedied founded *year",
        "ceiling classifies",
    ),
    "hd21_2019.organization_ballot": (f"{VOTE} ceiling", "level unresolved"),
    "hd21_2019.collective_level": (
        "*grades organization_level member_disciplines disunity_or_degeneration targets_percent "
        "main_targets_met force_majeure disciplined self_remedied",
        "ceiling",
    ),
    "hd21_2019.head_level": (
        "proposed collective_level organization_level newly_transferred_without_part",
        "level unresolved",
    ),
    "hd21_2019.excellent_cap": ("base *good_or_better candidates", NAMES),
    "hd22_2013.award": (
        "*kind *year levels score good_members_percent titles bloc_certificates last_awarded "
        "proposed_on",
        "eligible failed",
    ),
    "hd22_2013.award_cap": ("*kind base_count", "max"),
    "hd22_2013.ballot": (
        "issued_by_tellers name_struck matter_added marks",
        "invalid_whole valid_for",
    ),
    "hd22_2013.confidence_tally": ("*issued *collected *high *confident *low", "valid percent"),
    "hd22_2013.confidence_consequence": ("*year low", "not_completed out_of_plan relieve"),
    "deadlines.last_day": ("*guidance *what *year quarter", "date"),
    "deadlines.draft_report_sent_by": ("*guidance *meeting holidays", "date"),
}


def asked(question):
    """Return the names of a question's fields, * where it is required, and of its answers."""
    fields = ["*" * required + name for name, required in question.fields.items()]
    return " ".join(fields), " ".join(question.answers)


def test_questions_are_asked_and_answered_as_the_format_of_cases_says():
    assert {name: asked(question) for name, question in QUESTIONS.items()} == FIELDS


def test_deadlines_have_their_days():
    found = {
        f"{name}.{one.what}": (one.day, one.months, one.before, one.years_later, one.exceptions)
        for name, guidance in GUIDANCES.items()
        for one in guidance.deadlines
    }

    assert found == {
        "neu_guong_2017.REGISTRATION": (31, (12,), False, -1, {2017: date(2017, 5, 30)}),
        "neu_guong_2017.EVALUATION": (31, (12,), False, 0, {}),
        "neu_guong_2017.REPORT": (30, (12,), True, 0, {}),
        "lam_dong_2017.REGISTRATION": (31, (1,), False, 0, {2017: date(2017, 3, 31)}),
        "lam_dong_2017.QUARTER": (25, (3, 6, 9, 12), True, 0, {}),
        "cam_ket_9.REGISTRATION": (31, (3,), False, 0, {}),
        "hd21_2019.RESULTS_TO_CENTRE": (15, (3,), True, 1, {}),
        "hd22_2013.EVALUATION": (25, (12,), True, 0, {}),
        "hd22_2013.REPORT": (30, (12,), True, 0, {}),
        "hd22_2013.CONFIDENCE_VOTE": (30, (12,), True, 0, {}),
        "hd22_2013.SUMMARY_MEETING": (15, (1,), True, 1, {}),
        "hd22_2013.LEADERS": (20, (1,), True, 1, {}),
        "hd22_2013.LEADERS_REPORT": (30, (1,), True, 1, {}),
        "hd22_2013.AWARD_FILES": (18, (1,), False, 1, {}),
    }


def test_draft_reports_have_their_days():
    assert {name: guidance.draft_report for name, guidance in GUIDANCES.items()} == {
        "neu_guong_2017": None,
        "lam_dong_2017": None,
        "cam_ket_9": None,
        "hd21_2019": DraftReport(Since(2019, 3, "hd21_2019, A.4.1a"), True, "H21-04"),
        "hd22_2013": DraftReport(Since(2013, 3, "hd22_2013, A.I.3.1"), False, "H22-01"),
    }


def test_guidance_may_have_neither_settings_nor_deadlines_nor_draft_reports():
    words = ("qd366_2025", "Đánh giá theo quý", "Quy định số 366-QĐ/TW", 2025, None)

    assert Guidance(*words) == Guidance(*words, settings=(), deadlines=(), draft_report=None)


AWARD_TERMS = {
    "CELL_CERTIFICATE": AwardTerms(
        rule="H22-10",
        level=CLEAN,
        levels=(CLEAN, *LEVELS),
        years=3,
        score=True,
        good_members=True,
        titles=0,
        certificates=0,
        percent=True,
    ),
    "ORGANIZATION_COMMENDATION": AwardTerms(
        rule="H22-12",
        level=CLEAN,
        levels=(CLEAN, *LEVELS),
        years=3,
        score=False,
        good_members=False,
        titles=0,
        certificates=0,
        percent=False,
    ),
    "MEMBER_CERTIFICATE": AwardTerms(
        rule="H22-13",
        level="EXCELLENT",
        levels=LEVELS,
        years=3,
        score=False,
        good_members=False,
        titles=1,
        certificates=0,
        percent=True,
    ),
    "MEMBER_COMMENDATION": AwardTerms(
        rule="H22-14",
        level="EXCELLENT",
        levels=LEVELS,
        years=5,
        score=False,
        good_members=False,
        titles=2,
        certificates=1,
        percent=False,
    ),
}


def test_awards_have_their_terms():
    assert dict(AWARDS) == AWARD_TERMS


ASKED = {
    "neu_guong_2017.member_votes": (
        "Biểu quyết mức của đảng viên",
        "Số người trong danh sách (đảng viên, cán bộ, công chức, viên chức, nhân viên)",
        "30",
    ),
    "neu_guong_2017.organization_score": (
        "Mức của tổ chức theo điểm",
        "Điểm của tổ chức, từ 0 đến 100",
        "89,5",
    ),
    "neu_guong_2017.organization_votes": (
        "Biểu quyết mức của tổ chức",
        "Số người trong danh sách",
        "30",
    ),
    "lam_dong_2017.member_votes": (
        "Bỏ phiếu xếp loại cả năm",
        "Số đảng viên trong danh sách",
        "30",
    ),
    "lam_dong_2017.role_model_votes": (
        "Phiếu cần có của gương điển hình",
        "Số đảng viên trong danh sách",
        "30",
    ),
    "lam_dong_2017.role_model_cap": (
        "Số gương điển hình nhiều nhất",
        "Số đảng viên hoàn thành tốt",
        "24",
    ),
    "hd21_2019.member_votes": (
        "Bỏ phiếu xếp loại đảng viên",
        "Số đảng viên có quyền biểu quyết trong danh sách",
        "30",
    ),
    "hd21_2019.excellent_cap": (
        "Số được xếp mức xuất sắc",
        "Số đạt mức tốt trở lên (kể cả xuất sắc)",
        "24",
    ),
    "hd21_2019.subordinates": (
        "Tỉ lệ khi xếp loại tổ chức đảng",
        "Số đảng viên (của chi bộ), hoặc số tổ chức trực thuộc (của đảng bộ), đã được xếp loại",
        "30",
    ),
    "hd22_2013.low_votes": ("Phiếu tín nhiệm thấp", "Số phiếu thu về", "30"),
    "hd22_2013.certificates": (
        "Giấy khen của Đảng ủy Khối",
        "Số chi bộ trong sạch, vững mạnh tiêu biểu, hoặc số đảng viên hoàn thành xuất sắc",
        "30",
    ),
}


def test_calculations_ask_in_plain_words():
    found = {
        f"{name}.{one.name}": (one.title, one.asks, one.example)
        for name, calculations in CALCULATIONS.items()
        for one in calculations
    }

    assert found == ASKED


def test_calculations_have_their_limits_rules_and_settings():
    found = {
        f"{name}.{one.name}": (one.least, one.most, one.decimals, one.rules, one.settings)
        for name, calculations in CALCULATIONS.items()
        for one in calculations
    }
    count = (1, 100_000, 0)

    assert found == {
        "neu_guong_2017.member_votes": (*count, ("NG-09",), ("share_base", "vote_count")),
        "neu_guong_2017.organization_score": (0, 100, 2, ("NG-07",), ("score_bands",)),
        "neu_guong_2017.organization_votes": (*count, ("NG-08",), ("vote_count",)),
        "lam_dong_2017.member_votes": (*count, ("LD-06",), ("vote_count",)),
        "lam_dong_2017.role_model_votes": (*count, ("LD-07",), ("role_model_base",)),
        "lam_dong_2017.role_model_cap": (*count, ("LD-07",), ()),
        "hd21_2019.member_votes": (*count, ("H21-14",), ("vote_count", "party_voters")),
        "hd21_2019.excellent_cap": (
            *count,
            ("H21-15", "H21-24", "H21-31", "H21-32"),
            ("cap_base",),
        ),
        "hd21_2019.subordinates": (*count, ("H21-21", "H21-22"), ()),
        "hd22_2013.low_votes": (*count, ("H22-27",), ("half_or_more",)),
        "hd22_2013.certificates": (*count, ("H22-11", "H22-13"), ()),
    }


def left_out(question):
    """Return what stands for each field that is not given and need not be."""
    found = {one.name: one.default for one in signature(question.function).parameters.values()}
    facts = get_type_hints(question.function).get("facts")
    for one in fields(facts) if is_dataclass(facts) else ():
        made = one.default_factory is not MISSING
        found[one.name] = one.default_factory() if made else one.default
    return {name: found[name] for name, required in question.fields.items() if not required}


def test_what_is_left_out_is_no_empty_or_unknown_but_for_two():
    nothing = (False, None, "", (), {})

    exceptions = {
        (name, value)
        for question in QUESTIONS.values()
        for name, value in left_out(question).items()
        if value not in nothing
    }

    assert exceptions == {("remedied", "well"), ("main_targets_met", True)}
