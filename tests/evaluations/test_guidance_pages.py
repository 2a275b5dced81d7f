"""The page of one guidance document as a browser asks for it, with and without script."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations import catalogue
from evaluations.rules.registry import GUIDANCES
from organizations.models import Role
from registrations import actions
from tests import factories
from tests.evaluations.pages import HTMX, THIS_YEAR, VOTES, address, joined, words


@pytest.mark.parametrize("name", GUIDANCES)
def test_page_has_every_rule_in_order_with_its_place_and_words(member, client, name):
    answer = client.get(address(name))

    html, text = answer.content.decode(), joined(words(answer))
    assert re.findall(r'<article class="card stack" id="([^"]+)"', html) == list(
        GUIDANCES[name].rules
    )
    for rule in GUIDANCES[name].rules.values():
        quotation = "".join(
            f"{levels}:" * bool(levels) + "".join(passages)
            for levels, passages in catalogue.quoted(rule)
        )
        shown = f"{rule.id}. {rule.title} Trích mục {rule.place}: {quotation}"
        assert joined(f"{shown} Cách áp dụng: {rule.applied}") in text


@pytest.mark.parametrize("name", GUIDANCES)
def test_page_has_no_word_of_the_code(member, client, name):
    text = words(client.get(address(name)))

    assert re.findall(r"\b[A-Z]+_[A-Z_]+\b|\b[a-z]+_[a-z_0-9]+\b", text) == []


@pytest.mark.parametrize("name", GUIDANCES)
def test_page_links_to_anchors_that_are_there_once(member, client, name):
    html = client.get(address(name), {"tinh": VOTES, "so": "30"}).content.decode()

    ids = re.findall(r' id="([^"]+)"', html)
    aims = set(re.findall(r'href="#([^"]+)"', html))

    assert len(ids) == len(set(ids))
    assert aims - set(ids) == set()


def card(client, rule, **asked):
    """Return the HTML of a rule's card."""
    html = client.get(address("neu_guong_2017"), asked).content.decode()
    start = html.index(f'<article class="card stack" id="{rule}"')
    return html[start : html.index("</article>", start)]


def test_page_tells_the_levels_of_a_passage_outside_the_quotation(member, client):
    html = card(client, "NG-10")

    assert re.findall(r'<p class="of-level">(.*?)</p>\s*<blockquote><p>(.*?)</p>', html) == [
        (
            "Mức “Tấm gương xuất sắc, tiêu biểu” và mức “Tấm gương tốt”:",
            "Khắc phục tốt các hạn chế, khuyết điểm; không phát sinh hạn chế, khuyết điểm mới.",
        ),
        (
            "Mức “Thể hiện được tính tiền phong, gương mẫu”:",
            "Khắc phục cơ bản các hạn chế, khuyết điểm.",
        ),
    ]


def test_identifiers_in_the_words_of_a_rule_lead_to_their_place(member, client):
    whole, part = (card(client, "NG-03", **asked) for asked in ({}, {"q": "ng-03", "nam": "2019"}))

    assert '(<a class="nowrap" href="#NG-02">NG-02</a>)' in whole
    assert '(<a class="nowrap" href="?nam=2019#NG-02">NG-02</a>)' in part


def test_page_says_what_was_done_to_the_quotations(member, client):
    text = words(client.get(address("cam_ket_9")))

    assert text.count("chỉ sửa những lỗi rõ ràng do quét văn bản") == 1


def test_page_keeps_the_lines_of_a_quotation(member, client):
    html = client.get(address("neu_guong_2017")).content.decode()

    rule = html[html.index('id="NG-07"') :]
    assert rule[: rule.index("</article>")].count("<p>") == 4 + 1
    assert 'class="of-level"' not in rule[: rule.index("</article>")]
    assert "<p>Từ 90 đến 100 điểm: Xếp loại xuất sắc, tiêu biểu.</p><p>Từ 70 đến 89 điểm" in rule


def test_page_shows_the_days_of_the_year_asked(member, client):
    text = words(client.get(address("cam_ket_9"), {"nam": "2024"}))

    assert (
        "Hạn của năm 2024 Ngày cuối cùng đúng hạn của năm 2024 Việc Hạn cuối Văn bản viết Quy định "
        "Hoàn thành bản cam kết, nộp cho chi ủy 31/03/2024 hoàn thành trong quý I CK-02" in text
    )


def test_page_shows_the_readings_with_the_choices_that_a_bloc_has(member, client):
    text = words(client.get(address("neu_guong_2017")))

    assert (
        "I-2 Số người dùng làm mẫu số khi biểu quyết Đang dùng: toàn bộ người trong danh sách, kể "
        "cả người vắng . Ban Tổ chức của khối có thể chọn cách khác: người dự họp." in text
    )
    assert text.count("Ban Tổ chức của khối có thể chọn cách khác") == sum(
        len(row.others) for row in catalogue.setting_rows(GUIDANCES["neu_guong_2017"])
    )
    assert "quy định cách khác" not in text


def test_page_shows_and_calculates_with_the_readings_of_the_readers_round(member, client, bloc):
    factories.make_round(
        bloc, THIS_YEAR, guidance="hd21_2019", readings={"cap_base": "GOOD_OR_BETTER"}
    )
    other = factories.make_bloc("Đảng bộ Khối doanh nghiệp")
    factories.make_round(other, 2020, guidance="hd21_2019", readings={"cap_base": "GOOD_OR_BETTER"})
    capped = {"tinh": "so-duoc-xep-muc-xuat-sac", "so": "10"}

    def shown(year):
        page = client.get(address("hd21_2019"), {"nam": str(year), **capped})
        readings = {row.question: row.chosen for row in page.context["settings"]}
        sentences = [s for one in page.context["calculations"] for s in one.sentences]
        return readings["Mẫu số của mức trần 20%"].split(" ")[1], sentences

    assert shown(THIS_YEAR)[0] == "đạt"
    assert shown(2020)[0] == "được"
    assert shown(THIS_YEAR)[1] != shown(2020)[1]


@pytest.mark.parametrize(
    ("name", "asked", "year"),
    [
        ("cam_ket_9", {}, THIS_YEAR),
        ("neu_guong_2017", {}, 2021),
        ("neu_guong_2017", {"nam": "2018"}, 2018),
        ("neu_guong_2017", {"nam": "abc"}, 2021),
        ("neu_guong_2017", {"nam": "99999999"}, 2021),
        ("neu_guong_2017", {"nam": ["x", ""]}, 2021),
    ],
)
def test_page_is_about_the_year_asked_or_the_nearest(member, client, name, asked, year):
    context = client.get(address(name), asked).context

    assert (context["year"], context["in_force"], bool(context["deadlines"])) == (year, True, True)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("9999", "Không có năm “9999”."),
        ("abc", "Không có năm “abc”."),
        ("2\x0018", "Không có năm “2 18”."),
        ("x" * 300, "Không có năm “" + "x" * 19 + "…”."),
        ("2999", ""),
        (" 2018 ", ""),
        ("", ""),
    ],
)
def test_page_says_plainly_that_a_year_asked_is_none(member, client, asked, said):
    text = words(client.get(address("neu_guong_2017"), {"nam": asked}))

    rest = "Năm được ghi bằng bốn chữ số, từ 1900 đến 2999. Trang này nói về năm 2021."
    assert re.findall(r"Không có năm “.*?”\.", text) == ([said] if said else [])
    assert (rest in text) == bool(said)


def test_page_outside_the_years_says_so_and_names_adoption_as_the_way(member, client):
    answer = client.get(address("neu_guong_2017"), {"nam": "2026"})

    text = words(answer)
    assert answer.context["deadlines"] == []
    assert (
        "Văn bản này không áp dụng cho năm 2026. Văn bản chỉ áp dụng từ năm 2017 đến năm 2021. "
        "Khối muốn dùng cho năm khác thì phải có văn bản riêng của khối (số, ngày, người ký)"
        in text
    )
    assert '<a href="?nam=2021">Xem quy định của năm 2021</a>' in answer.content.decode()


def test_page_of_an_ended_guidance_says_that_it_has_ended(member, client):
    texts = {name: words(client.get(address(name))) for name in ("neu_guong_2017", "cam_ket_9")}

    ended = "Sau năm 2021 văn bản không còn áp dụng"
    assert {name: ended in text for name, text in texts.items()} == {
        "neu_guong_2017": True,
        "cam_ket_9": False,
    }


def test_unknown_guidance_is_not_found(member, client):
    assert client.get("/quy-dinh/khong-co/").status_code == 404


def test_filter_shows_the_rules_with_the_words_and_keeps_the_year(member, client):
    answer = client.get(address("neu_guong_2017"), {"nam": "2019", "q": "bieu quyet 2/3"})

    assert [rule.id for rule in answer.context["rules"]] == ["NG-09"]
    assert "1 trong 14 quy định có đủ các chữ “bieu quyet 2/3”." in words(answer)
    assert 'href="?nam=2019#NG-02"' in answer.content.decode()


def test_filter_without_a_hit_says_what_to_do(member, client):
    text = words(client.get(address("neu_guong_2017"), {"q": "xyz"}))

    assert "0 trong 14 quy định có đủ các chữ “xyz”. Không có quy định nào như vậy" in text


@pytest.mark.parametrize("odd", ["a" * 101, "hai\x00ba"])
def test_odd_words_are_told_beside_the_field(member, client, odd):
    answer = client.get(address("neu_guong_2017"), {"q": odd})

    assert (answer.status_code, len(answer.context["rules"])) == (200, 14)
    assert 'id="id_q_error"' in answer.content.decode()


def test_typed_text_is_escaped(member, client):
    answer = client.get(
        address("neu_guong_2017"), {"q": "<b>", "tinh": VOTES, "so": '"><script>alert(1)'}
    )

    assert "<script>alert" not in answer.content.decode()
    assert "<b>" not in answer.content.decode()


def test_calculator_without_script_answers_in_the_page(member, client):
    answer = client.get(address("neu_guong_2017"), {"nam": "2021", "tinh": VOTES, "so": "30"})

    html = answer.content.decode()
    first, *others = answer.context["calculations"]
    assert "Mức “Tấm gương xuất sắc, tiêu biểu”: cần ít nhất 20 trong 30 phiếu" in words(answer)
    assert (len(first.sentences), [one.is_bound for one in others]) == (4, [False, False])
    assert 'value="30"' in html
    assert 'maxlength="20"' in re.search(rf'<input[^>]*id="so-{VOTES}"[^>]*>', html).group()


def test_calculator_answers_alone_while_the_number_is_typed(member, client):
    answer = client.get(
        address("neu_guong_2017"), {"nam": "2021", "tinh": VOTES, "so": "30"}, headers=HTMX
    )

    assert words(answer) == (
        "Mức “Tấm gương xuất sắc, tiêu biểu”: cần ít nhất 20 trong 30 phiếu (từ 2/3 trở lên). "
        "Mức “Tấm gương tốt”: cần ít nhất 20 trong 30 phiếu (từ 2/3 trở lên), kể cả phiếu cho mức "
        "cao hơn. "
        "Mức “Thể hiện được tính tiền phong, gương mẫu”: cần ít nhất 16 trong 30 phiếu (trên 1/2), "
        "kể cả phiếu cho mức cao hơn. "
        "Mức “Không gương mẫu”: cần ít nhất 16 trong 30 phiếu (trên 1/2), chỉ tính phiếu của chính "
        "mức này. Căn cứ: NG-09 . Cách hiểu: I-2 , I-3 ."
    )


@pytest.mark.parametrize(("so", "value"), [("", ""), ("-1", "-1"), ("0", "0"), ("1e9", "1e9")])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_bad_number_is_told_and_kept(member, client, so, value, headers):
    answer = client.get(address("neu_guong_2017"), {"tinh": VOTES, "so": so}, headers=headers)

    html = answer.content.decode()
    assert (answer.status_code, html.count('class="field-error"')) == (200, 1)
    if not headers:
        field = re.search(rf'<input[^>]*id="so-{VOTES}"[^>]*>', html).group()
        assert 'aria-invalid="true"' in field
        assert (f'value="{value}"' in field) == bool(value)


def test_number_left_out_is_told(member, client):
    answer = client.get(address("neu_guong_2017"), {"tinh": VOTES})

    assert "Lỗi: Đồng chí chưa điền số." in words(answer)


def test_unknown_calculation_is_ignored_on_the_page_and_not_found_while_typing(member, client):
    asked = {"tinh": "khong-co", "so": "30"}

    codes = [
        client.get(address("neu_guong_2017"), asked, headers=one).status_code for one in ({}, HTMX)
    ]

    assert codes == [200, 404]


def test_page_takes_few_queries(member, client, bloc):
    factories.make_round(bloc, THIS_YEAR)

    with CaptureQueriesContext(connection) as captured:
        client.get(address("hd21_2019"))

    assert len(captured) <= 7


def test_pages_of_a_round_link_to_its_rules_and_year(client, bloc, cell, member):
    round_ = factories.make_round(bloc, THIS_YEAR)
    registration = actions.start(member, round_, member.person)
    link = f'href="{address("cam_ket_9")}?nam={THIS_YEAR}"'
    written = client.get(reverse("registration_edit", args=[registration.pk]))
    board = factories.make_officer(bloc, Role.ORGANISATION_BOARD, placed_in=cell)
    client.force_login(board)

    pages = [
        written,
        *(
            client.get(reverse(name, args=[round_.pk, place.pk]))
            for name, place in (
                ("round_progress", bloc),
                ("round_progress", cell),
                ("round_people", bloc),
                ("cell_print", cell),
            )
        ),
    ]

    assert [link in page.content.decode() for page in pages] == [True] * 5


def test_page_says_which_forms_were_rebuilt(member, client):
    exemplary, booklet, nine, review, former = (
        words(client.get(address(name)))
        for name in ("neu_guong_2017", "lam_dong_2017", "cam_ket_9", "hd21_2019", "hd22_2013")
    )

    rebuilt = "Văn bản nêu tên mẫu nhưng không kèm mẫu; chương trình dựng mẫu theo mục"
    places = re.findall(rf"{rebuilt} ([\w.]+)\. ", exemplary)
    assert places == ["II.1.2", "II.2.2", "II.3"]
    assert "do chương trình dựng theo mục I." in booklet
    assert "In theo mẫu kèm văn bản. Bảng Excel" in nine
    assert "tên bản bị mất trong văn bản nên chương trình ghi lại." in review
    assert "Bảng Excel tình hình nộp bản tự kiểm điểm, báo cáo kiểm điểm" in review
    assert "Mẫu biểu" not in former
