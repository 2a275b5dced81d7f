"""The design system: form templates, base page, contrast of the colours, no inline code."""

import re
from pathlib import Path

import pytest
from crispy_forms import utils
from crispy_forms.bootstrap import FormActions, InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import (
    HTML,
    Button,
    ButtonHolder,
    Column,
    Div,
    Field,
    Fieldset,
    Hidden,
    Layout,
    Reset,
    Row,
    Submit,
)
from crispy_forms.templatetags import crispy_forms_filters, crispy_forms_tags
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.forms import formset_factory
from django.template import engines
from django.template.loader import render_to_string
from django.test import override_settings

from organizations.models import Role
from tests import factories

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "documents" not in path.parts]


class Loud(str):
    """Stands for an undefined variable, and says so."""

    def __contains__(self, text):
        return True

    def __mod__(self, name):
        raise AssertionError(f"undefined template variable: {name}")


KEPT_BY_CRISPY = [
    utils.default_field_template,
    crispy_forms_filters.uni_form_template,
    crispy_forms_filters.uni_formset_template,
    crispy_forms_tags.whole_uni_form_template,
    crispy_forms_tags.whole_uni_formset_template,
]


def forget_templates():
    for loaded in KEPT_BY_CRISPY:
        loaded.cache_clear()


@pytest.fixture
def strict_templates():
    """Make every undefined variable an error."""
    options = settings.TEMPLATES[0]["OPTIONS"] | {"string_if_invalid": Loud("%s")}
    forget_templates()
    with override_settings(TEMPLATES=[settings.TEMPLATES[0] | {"OPTIONS": options}]):
        yield
    forget_templates()


class EveryKind(forms.Form):
    """One field of each kind that the pack draws."""

    name = forms.CharField(label="Họ và tên", help_text="Viết hoa chữ cái đầu.")
    born_on = forms.DateField(label="Ngày sinh")
    gender = forms.ChoiceField(
        label="Giới tính", choices=[("M", "Nam"), ("F", "Nữ")], widget=forms.RadioSelect
    )
    kinds = forms.MultipleChoiceField(
        label="Loại hình", choices=[("a", "Chi bộ")], widget=forms.CheckboxSelectMultiple
    )
    role = forms.ChoiceField(label="Chức vụ", choices=[("", "–"), ("s", "Bí thư")])
    agreed = forms.BooleanField(label="Đã kiểm tra", help_text="Trước khi nộp.")
    sheet = forms.FileField(label="Danh sách")
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("Chức vụ này đang có người giữ.")


class LaidOut(EveryKind):
    """The same form in crispy's layout pieces."""

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Lý lịch", Row(Column("name"), Column("born_on")), InlineRadios("gender")),
        Div("kinds", Field("role", wrapper_class="half")),
        HTML("<p>Chữ</p>"),
        "agreed",
        "sheet",
        ButtonHolder(Button("look", "Xem trước"), Hidden("step", "2")),
        FormActions(Submit("save", "Lưu"), Reset("again", "Viết lại")),
    )
    helper.add_input(Submit("send", "Nộp"))


def draw(source, rf, **context):
    template = engines["django"].from_string("{% load crispy_forms_tags %}" + source)
    return template.render(context, rf.get("/"))


def ids_in(html):
    return set(re.findall(r'\bid="([^"]+)"', html))


@pytest.mark.parametrize("form_class", [EveryKind, LaidOut])
@pytest.mark.parametrize("source", ["{{ form|crispy }}", "{% crispy form %}"])
@pytest.mark.usefixtures("strict_templates")
def test_form_with_errors_links_summary_and_descriptions_to_its_fields(rf, source, form_class):
    html = draw(source, rf, form=form_class({"token": "x"}))

    ids = ids_in(html)
    summary = re.search(r'class="error-summary".*?</ul>', html, re.S).group()
    linked = re.findall(r'href="#([^"]+)"', summary)
    described = " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()
    assert linked == [
        "id_name", "id_born_on", "id_gender_0", "id_kinds_0", "id_role", "id_agreed", "id_sheet"
    ]  # fmt: skip
    assert set(linked) <= ids
    assert set(described) == {
        "id_name_helptext", "id_name_error", "id_born_on_helptext", "id_born_on_error",
        "id_gender_error", "id_kinds_error", "id_role_error", "id_agreed_helptext",
        "id_agreed_error", "id_sheet_error",
    }  # fmt: skip
    assert set(described) <= ids
    assert "Chức vụ này đang có người giữ." in summary
    assert html.count('aria-invalid="true"') == 8


@pytest.mark.usefixtures("strict_templates")
def test_form_without_errors_says_what_is_optional_and_shows_no_error(rf):
    html = draw("{{ form|crispy }}", rf, form=EveryKind())

    assert "error" not in html
    assert html.count("(không bắt buộc)") == 1
    assert 'inputmode="numeric"' in html
    assert re.search(r"Ví dụ: \d\d/\d\d/20\d\d", html)
    assert html.count("<legend") == 2


@pytest.mark.usefixtures("strict_templates")
def test_crispy_form_draws_token_encoding_and_one_button_for_each_input(rf):
    html = draw("{% crispy form %}", rf, form=LaidOut())

    buttons = re.findall(r'<button type="(\w+)" name="(\w+)"', html)
    assert buttons == [
        ("button", "look"), ("submit", "save"), ("reset", "again"), ("submit", "send")
    ]  # fmt: skip
    assert html.count("csrfmiddlewaretoken") == 1
    assert 'enctype="multipart/form-data"' in html
    assert "novalidate" in html


@pytest.mark.usefixtures("strict_templates")
def test_single_field_is_drawn_with_its_error(rf):
    html = draw("{{ form.name|as_crispy_field }}", rf, form=EveryKind({}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert ids_in(html) == {"div_id_name", "id_name", "id_name_helptext", "id_name_error"}


@pytest.mark.parametrize("source", ["{{ forms|crispy }}", "{% crispy forms %}"])
@pytest.mark.usefixtures("strict_templates")
def test_formset_shows_its_own_error(rf, source):
    made = formset_factory(EveryKind, extra=1, min_num=2, validate_min=True)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}

    html = draw(source, rf, forms=made(data))

    assert "error-summary" in html
    assert 'name="form-TOTAL_FORMS"' in html


NAVIGATION = {
    "nobody": [],
    "member": ["Việc cần làm", "Đánh giá, xếp loại", "Quy định"],
    "secretary": [
        "Việc cần làm", "Đợt đăng ký", "Đánh giá, xếp loại", "Tổ chức và đảng viên", "Quy định"
    ],
    "organisation board": [
        "Việc cần làm", "Đợt đăng ký", "Đánh giá, xếp loại", "Tổ chức và đảng viên", "Quy định",
        "Nhập danh sách", "Tài khoản",
    ],
    "inspection commission": [
        "Việc cần làm", "Đợt đăng ký", "Đánh giá, xếp loại", "Tổ chức và đảng viên", "Quy định",
        "Nhật ký",
    ],
    "administrator": ["Quy định", "Tài khoản", "Tình trạng hệ thống"],
}  # fmt: skip


def account_of(who):
    bloc = factories.make_bloc()
    cell = factories.make_cell(factories.make_base(bloc))
    if who == "nobody":
        return AnonymousUser()
    if who == "administrator":
        return factories.make_account()
    if who == "member":
        return factories.make_account(factories.make_person("Lê Thị Hoa", cell))
    place, role = {
        "secretary": (cell, Role.SECRETARY),
        "organisation board": (bloc, Role.ORGANISATION_BOARD),
        "inspection commission": (bloc, Role.INSPECTION_COMMISSION),
    }[who]
    return factories.make_officer(place, role, "Lê Thị Hoa", placed_in=cell)


@pytest.mark.django_db
@pytest.mark.usefixtures("strict_templates")
@pytest.mark.parametrize(("who", "words"), NAVIGATION.items())
def test_base_page_offers_what_the_reader_may_use(rf, who, words):
    request = rf.get("/")
    request.user = account_of(who)

    html = render_to_string("404.html", request=request)

    bar = re.search(r'<nav class="top-links".*?</nav>', html, re.S)
    shown = re.findall(r"<a [^>]*>([^<]+)</a>", bar.group()) if bar else []
    assert shown == words
    assert ("Đăng xuất" in html) == (who != "nobody")
    assert '<html lang="vi">' in html


@pytest.mark.django_db
@pytest.mark.usefixtures("strict_templates")
def test_navigation_marks_the_page_and_what_lies_below_it(rf):
    account = account_of("organisation board")

    marked = []
    for path in ("/to-chuc/", "/to-chuc/3/", "/dot/2/to-chuc/3/", "/nguoi/3/"):
        request = rf.get(path)
        request.user = account
        html = render_to_string("_navigation.html", request=request)
        marked.append(re.findall(r'aria-current="(\w+)">([^<]+)<', html))

    assert marked == [
        [("page", "Tổ chức và đảng viên")],
        [("true", "Tổ chức và đảng viên")],
        [("true", "Đợt đăng ký")],
        [],
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("strict_templates")
def test_base_page_hides_navigation_until_the_first_password_is_changed(rf):
    request = rf.get("/")
    request.user = factories.make_account(factories.make_person(), must_change_password=True)

    html = render_to_string("404.html", request=request)

    assert "top-links" not in html
    assert "Đăng xuất" in html


@pytest.mark.usefixtures("strict_templates")
@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_page_of_a_broken_server_needs_no_context(name):
    html = render_to_string(name)

    assert "Về trang đầu" in html


@pytest.mark.usefixtures("strict_templates")
def test_pagination_keeps_the_filters_of_the_address(rf):
    page = Paginator(range(120), 50).page(2)

    html = render_to_string("_pagination.html", {"page": page}, rf.get("/?q=an&page=2"))

    assert re.findall(r'href="([^"]+)"', html) == [
        "?q=an&amp;page=1", "?q=an&amp;page=1", "?q=an&amp;page=3", "?q=an&amp;page=3"
    ]  # fmt: skip
    assert "Dòng 51–100 trong 120 · trang 2/3" in html


@pytest.mark.usefixtures("strict_templates")
def test_partials_need_no_more_than_they_document(rf):
    status = render_to_string("_status.html", {"kind": "done", "word": "Đã xác nhận"})
    empty = render_to_string("_empty.html", {"title": "Chưa có đợt"})
    progress = render_to_string("_progress.html", {"value": 1, "total": 3, "word": "Đã nộp"})

    assert re.sub(r"<[^>]+>", "", status).strip() == "Đã xác nhận"
    assert re.sub(r"<[^>]+>", "", empty).split() == ["Chưa", "có", "đợt"]
    assert '<progress value="1" max="3" aria-label="Đã nộp">' in progress


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_template_has_no_inline_code_and_nothing_from_a_network(path):
    source = path.read_text()

    tags = " ".join(re.findall(r"<[a-zA-Z][^>]*>", source))
    assert re.findall(r"""\s(?:style|on[a-z]+|hx-on[:\w-]*)\s*=""", tags) == []
    assert re.findall(r"<style|<script(?![^>]*\ssrc=)", source) == []
    assert re.findall(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//""", tags) == []


def test_every_icon_that_templates_name_is_drawn():
    drawn = set(re.findall(r'<symbol id="(\w+)"', icons_source()))

    named = {
        name
        for path in PAGES
        for name in re.findall(r'_icon\.html" with name="(\w+)"', path.read_text())
    }
    assert named <= drawn


def icons_source():
    return (settings.BASE_DIR / "static/icons.svg").read_text()


CSS = Path(settings.BASE_DIR / "static/app.css").read_text()
TEXT_ON = [
    *[(text, ground) for text in ("ink", "soft-ink") for ground in ("paper", "wash", "raised")],
    *[(text, ground) for text in ("accent", "error") for ground in ("paper", "wash", "raised")],
    *[(kind, f"{kind}-wash") for kind in ("error", "done", "late", "info")],
    *[(kind, ground) for kind in ("done", "late", "info") for ground in ("paper", "wash")],
    *[("ink", f"{kind}-wash") for kind in ("accent", "error", "done", "late", "info")],
    *[("on-fill", fill) for fill in ("accent-fill", "accent-fill-hover")],
    *[("on-fill", fill) for fill in ("error-fill", "error-fill-hover")],
]
SHAPE_ON = [("field-line", "paper"), ("field-line", "wash"), ("focus", "paper"), ("focus", "wash")]


def colours(scheme):
    """Return the colour tokens of the light or the dark scheme."""
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6});", part)) for part in schemes())
    return light if scheme == "light" else light | dark


def schemes():
    return re.findall(r":root \{\s+(?:color-scheme[^;]+;\s+)?--ink.*?\n\s*\}", CSS, re.S)[:2]


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_from_their_ground(scheme):
    token = colours(scheme)

    weak = [
        (front, ground, round(contrast(token[front], token[ground]), 2))
        for pairs, least in ((TEXT_ON, 4.5), (SHAPE_ON, 3))
        for front, ground in pairs
        if contrast(token[front], token[ground]) < least
    ]
    assert weak == []


def test_dark_scheme_names_every_colour_of_the_light_one():
    light, dark = (set(re.findall(r"--([\w-]+): #\w{6};", part)) for part in schemes())

    assert light == dark


def test_sheet_uses_no_token_that_is_not_defined():
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))

    assert used <= set(re.findall(r"--([\w-]+):", CSS))
