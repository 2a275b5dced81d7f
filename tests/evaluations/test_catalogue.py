"""What the pages "Quy định" say, read from the rules: years, deadlines, words, readings."""

from datetime import date

import pytest

from evaluations import catalogue
from evaluations.catalogue import DeadlineRow, SettingRow
from evaluations.rules.guidance import Terms
from evaluations.rules.readings import Readings
from evaluations.rules.registry import CALCULATIONS, GUIDANCES

NG, LD, CK, H21, H22 = (
    GUIDANCES[name]
    for name in ("neu_guong_2017", "lam_dong_2017", "cam_ket_9", "hd21_2019", "hd22_2013")
)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026", 2026),
        ("1900", 1900),
        ("2999", 2999),
        ("1899", None),
        ("3000", None),
        ("", None),
        ("năm nay", None),
        ("-2026", None),
        ("02026", None),
        ("٢٠٢٦", None),
        ("²⁰²⁶", None),
    ],
)
def test_asked_year(text, year):
    assert catalogue.asked_year(text) == year


@pytest.mark.parametrize(
    ("guidance", "year", "nearest"),
    [(NG, 2016, 2017), (NG, 2019, 2019), (NG, 2026, 2021), (CK, 2021, 2022), (CK, 2026, 2026)],
)
def test_nearest_year(guidance, year, nearest):
    assert catalogue.nearest_year(guidance, year) == nearest


def test_years_offered_end_with_the_guidance_or_with_next_year():
    assert list(catalogue.years_offered(NG, 2026)) == [2021, 2020, 2019, 2018, 2017]
    assert list(catalogue.years_offered(CK, 2023)) == [2024, 2023, 2022]
    assert list(catalogue.years_offered(CK, 2020)) == [2022]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["CK-01", "CK-02", "CK-03", "CK-04", "CK-05"]),
        ("thuyên chuyển", []),
        ("chú thích", ["CK-01"]),
        ("CHU  thich", ["CK-01"]),
        ("31/03", ["CK-02"]),
        ("ck-04", ["CK-04"]),
        ("báo cáo cấp trên", ["CK-04"]),
        ("thic", []),
        ("%_", ["CK-01", "CK-02", "CK-03", "CK-04", "CK-05"]),
    ],
)
def test_rules_with_words_whatever_their_accents(words, found):
    rules = catalogue.rules_with(CK, words)

    assert [rule.id for rule in rules] == found


def test_deadlines_come_in_the_order_of_the_calendar():
    registration, evaluation, report = NG.deadlines
    days = (date(2017, 5, 30), date(2017, 12, 29), date(2017, 12, 31))

    rows = catalogue.deadline_rows(NG, 2017)

    assert rows == [
        DeadlineRow(one.title, day, one.wording, one.rule)
        for one, day in zip((registration, report, evaluation), days, strict=True)
    ]


def test_deadlines_of_each_quarter():
    rows = catalogue.deadline_rows(LD, 2019)

    work = "Đảng viên tự nhận xét, đánh giá, gửi tổ trưởng tổ đảng hoặc bí thư chi bộ"
    assert [(row.title, row.day) for row in rows] == [
        ("Cam kết, đăng ký học tập, làm theo của năm", date(2019, 1, 31)),
        (f"{work}, quý I", date(2019, 3, 24)),
        (f"{work}, quý II", date(2019, 6, 24)),
        (f"{work}, quý III", date(2019, 9, 24)),
        (f"{work}, quý IV", date(2019, 12, 24)),
    ]


@pytest.mark.parametrize("guidance", GUIDANCES.values(), ids=GUIDANCES)
def test_deadlines_of_every_year_in_force_are_answered(guidance):
    for year in range(guidance.first_year, (guidance.last_year or 2999) + 1):
        rows = catalogue.deadline_rows(guidance, year)

        assert {row.rule for row in rows} <= set(guidance.rules)


def test_settings_say_the_choice_in_force_and_the_others():
    rows = catalogue.setting_rows(H22, Terms(Readings(award_years="UP_TO_AWARD_YEAR")))

    assert rows[0] == SettingRow(
        id="I-8",
        anchor="I-8",
        question="Năm của điểm số và của danh hiệu thi đua khi xét khen thưởng",
        chosen="điểm của năm xét; danh hiệu, giấy khen của mọi năm đến năm xét",
        others=["điểm của năm xét; danh hiệu, giấy khen trong các năm được tính"],
    )
    assert [row.id for row in rows] == ["I-8", "I-12", "I-13"]


@pytest.mark.parametrize("guidance", GUIDANCES.values(), ids=GUIDANCES)
def test_anchors_of_a_page_are_there_once(guidance):
    settings = catalogue.setting_rows(guidance)
    slugs = [catalogue.slug_of(one) for one in CALCULATIONS[guidance.name]]

    anchors = [*guidance.rules, *(row.anchor for row in settings if row.anchor), *slugs]

    assert len(anchors) == len(set(anchors))
    assert {row.id for row in settings} <= set(anchors)


def test_slug_has_no_accents():
    slugs = [catalogue.slug_of(one) for one in CALCULATIONS["neu_guong_2017"]]

    assert slugs == [
        "bieu-quyet-muc-cua-dang-vien",
        "muc-cua-to-chuc-theo-diem",
        "bieu-quyet-muc-cua-to-chuc",
    ]
