"""The words of the rules on a page: links instead of identifiers, quotations by level."""

import re

import pytest

from evaluations import catalogue
from evaluations.rules.guidance import Rule
from evaluations.rules.neu_guong_2017 import MEMBER_LEVELS
from evaluations.rules.registry import GUIDANCES
from evaluations.rules.scales import QUALITY
from evaluations.templatetags.rules import linked

LINKS = {"NG-02": "?nam=2019#NG-02", "I-2": "#I-2", "H21-05": "#H21-05"}
GUIDED = [(one, rule) for one in GUIDANCES.values() for rule in one.rules.values()]


def link(id):
    return f'<a class="nowrap" href="{LINKS[id]}">{id}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("(cách hiểu I-2)", f"(cách hiểu {link('I-2')})"),
        ("NG-02, H21-05.", f"{link('NG-02')}, {link('H21-05')}."),
        ("I-20, NG-2, XI-2, 21-HD/BTCTW", "I-20, NG-2, XI-2, 21-HD/BTCTW"),
        ("<b>I-2</b> & “x”", f"&lt;b&gt;{link('I-2')}&lt;/b&gt; &amp; “x”"),
        ("", ""),
    ],
)
def test_linked(text, html):
    assert linked(text, LINKS) == html


def test_linked_escapes_the_address():
    html = linked("I-2", {"I-2": '"><script>'})

    assert html == '<a class="nowrap" href="&quot;&gt;&lt;script&gt;">I-2</a>'


def rule(quotation):
    return Rule("X-1", place="I", title="Tên", quotation=quotation, applied="Cách.")


@pytest.mark.parametrize(
    ("quotation", "parts"),
    [
        ("", []),
        ("Một.\nHai [2].", [("", ["Một.", "Hai [2]."])]),
        (
            "[Tốt] Một.\n[Khá; Kém] Hai.\n[Khá; Kém] Ba.\nBốn.",
            [
                ("Mức “Tốt”", ["Một."]),
                ("Mức “Khá” và mức “Kém”", ["Hai.", "Ba."]),
                ("", ["Bốn."]),
            ],
        ),
    ],
)
def test_quoted_by_level(quotation, parts):
    assert catalogue.quoted(rule(quotation)) == parts


def levels_in(rule):
    return re.findall(r"^\[(.+?)\] ", rule.quotation, re.MULTILINE)


def test_passages_about_several_levels_say_which():
    first, second, third, lowest = QUALITY.names.values()
    outstanding, good, pioneering, _ = MEMBER_LEVELS.names.values()
    all_but_lowest = [first, second, third]

    assert {rule.id: levels for _, rule in GUIDED if (levels := levels_in(rule))} == {
        "NG-09": [outstanding, good, pioneering],
        "NG-10": [f"{outstanding}; {good}", pioneering],
        "LD-06": ["Hoàn thành tốt", "Hoàn thành", *["Không hoàn thành"] * 5],
        "H21-10": all_but_lowest,
        "H21-11": all_but_lowest,
        "H21-20": all_but_lowest,
        "H21-21": [first, second],
        "H21-23": [first, second],
        "H21-30": [second, third, *[lowest] * 4],
    }


@pytest.mark.parametrize(("guidance", "rule"), GUIDED, ids=lambda one: getattr(one, "id", ""))
def test_what_a_rule_cites_stands_on_its_page(guidance, rule):
    cited = set(re.findall(r"\b(?:I|NG|LD|CK|H21|H22)-[0-9]+", rule.applied))

    assert cited - set(catalogue.places_of(guidance)) == set()
