"""The pages "Quy định" as a browser asks for them, with and without script."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.rules.registry import GUIDANCES
from organizations.models import Role
from registrations import actions
from registrations.models import Round
from tests import factories

THIS_YEAR = timezone.localdate().year
HTMX = {"HX-Request": "true"}
VOTES = "bieu-quyet-muc-cua-dang-vien"


@pytest.fixture
def bloc(db):
    return factories.make_bloc()


@pytest.fixture
def cell(bloc):
    return factories.make_cell(factories.make_base(bloc))


@pytest.fixture
def member(cell, client):
    account = factories.make_account(factories.make_person("Nguyễn Văn An", cell))
    client.force_login(account)
    return account


def address(name):
    return reverse("guidance", args=[name])


def words(answer):
    """Return the text of a page's main part, as a reader sees it."""
    html = answer.content.decode()
    main = re.search(r"<main.*</main>", html, re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", main.group() if main else html)
    return " ".join(unescape(text).split())


@pytest.mark.parametrize("page", ["/quy-dinh/", "/quy-dinh/neu_guong_2017/"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_pages_ask_nobody_in_without_signing_in(client, db, page, headers):
    answer = client.get(page, {"tinh": VOTES, "so": "30"}, headers=headers)

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("sign_in"))


def test_pages_wait_for_the_first_password(client, cell):
    account = factories.make_account(
        factories.make_person("Lê Thị Hoa", cell), must_change_password=True
    )
    client.force_login(account)

    ends = [client.get(page).url for page in (reverse("guidances"), address("cam_ket_9"))]

    assert ends == [reverse("change_password")] * 2


def listed(client):
    rows = client.get(reverse("guidances")).context["rows"]
    return [(row.guidance.name, row.in_force, [one.year for one in row.rounds]) for row in rows]


def test_list_without_a_round_begins_with_what_is_in_force(member, client):
    assert listed(client) == [
        ("cam_ket_9", True, []),
        ("hd21_2019", True, []),
        ("hd22_2013", True, []),
        ("neu_guong_2017", False, []),
        ("lam_dong_2017", False, []),
    ]


def test_list_begins_with_the_open_rounds_of_the_own_bloc(member, client, bloc):
    other_bloc = factories.make_bloc("Đảng bộ Khối doanh nghiệp")
    Round.objects.create(bloc=bloc, year=THIS_YEAR, guidance="neu_guong_2017")
    Round.objects.create(bloc=bloc, year=THIS_YEAR + 1, guidance="neu_guong_2017")
    Round.objects.create(bloc=bloc, year=THIS_YEAR - 2, guidance="hd21_2019")
    Round.objects.create(bloc=other_bloc, year=THIS_YEAR, guidance="lam_dong_2017")

    answer = client.get(reverse("guidances"))

    assert listed(client) == [
        ("neu_guong_2017", False, [THIS_YEAR, THIS_YEAR + 1]),
        ("cam_ket_9", True, []),
        ("hd21_2019", True, []),
        ("hd22_2013", True, []),
        ("lam_dong_2017", False, []),
    ]
    assert f'{address("neu_guong_2017")}?nam={THIS_YEAR}"' in answer.content.decode()


def test_list_links_to_a_round_that_lies_ahead_where_none_has_begun(member, client, bloc):
    factories.make_round(bloc, THIS_YEAR + 1)

    assert client.get(reverse("guidances")).context["rows"][0].year == THIS_YEAR + 1


def test_list_names_each_document_its_years_and_what_came_later(member, client):
    text = words(client.get(reverse("guidances")))

    for guidance in GUIDANCES.values():
        assert (
            f"{guidance.title} {guidance.document} Áp dụng {guidance.years} · "
            f"{len(guidance.rules)} quy định" in text
        )
    assert "Quy định số 124-QĐ/TW năm 2023, Quy định số 366-QĐ/TW năm 2025" in text


def test_list_is_there_for_the_administrator_who_belongs_to_no_bloc(client, bloc):
    factories.make_round(bloc, THIS_YEAR)
    client.force_login(factories.make_account())

    assert [rounds for _, _, rounds in listed(client)] == [[]] * 5


def test_list_takes_as_many_queries_for_three_rounds_as_for_one(member, client, bloc):
    def count():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("guidances"))
        return len(captured)

    factories.make_round(bloc, THIS_YEAR)
    few = count()
    for year in (THIS_YEAR - 1, THIS_YEAR + 1):
        factories.make_round(bloc, year)

    assert count() == few <= 8


@pytest.mark.parametrize("name", GUIDANCES)
def test_page_has_every_rule_in_order_with_its_place_and_words(member, client, name):
    answer = client.get(address(name))

    html, text = answer.content.decode(), words(answer)
    assert re.findall(r'<article class="card stack" id="([^"]+)"', html) == list(
        GUIDANCES[name].rules
    )
    for rule in GUIDANCES[name].rules.values():
        quotation = " ".join(rule.quotation.split())
        assert (
            f"{rule.id}. {rule.title} Trích mục {rule.place}: {quotation} "
            f"Cách áp dụng: {' '.join(rule.applied.split())}" in text
        )


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


def test_page_keeps_the_lines_of_a_quotation(member, client):
    html = client.get(address("neu_guong_2017")).content.decode()

    rule = html[html.index('id="NG-07"') :]
    assert rule[: rule.index("</article>")].count("<p>") == 4 + 1
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
        "cả người vắng . Cách khác: người dự họp." in text
    )


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

    first, *others = answer.context["calculations"]
    assert "Mức “Tấm gương xuất sắc, tiêu biểu”: cần ít nhất 20 trong 30 phiếu" in words(answer)
    assert (len(first.sentences), [one.is_bound for one in others]) == (4, [False, False])
    assert 'value="30"' in answer.content.decode()


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

    assert len(captured) <= 6


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
