"""Forms of signing in, of the own account, of the list of accounts and of the log."""

import unicodedata

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.password_validation import validate_password

from organizations.account_queries import State
from organizations.forms.fields import DayField
from organizations.models import Account, Organization
from organizations.usernames import CHOSEN, normalize, stem
from organizations.vietnamese import search_key

LONGEST_PASSWORD = 200
PASSWORD_RULES = [
    "Có ít nhất 10 ký tự; càng dài càng tốt, có thể là một câu dễ nhớ.",
    "Không chỉ gồm chữ số.",
    "Không giống họ tên hoặc tên đăng nhập của đồng chí.",
    "Không phải mật khẩu nhiều người hay dùng, ví dụ: matkhau123, dangvien2026.",
    "Khác mật khẩu đang dùng.",
    "Nên gõ không dấu, tắt bộ gõ tiếng Việt, để máy nào cũng nhập được như nhau.",
]
PASSWORD_ERRORS = {
    "password_too_short": "Mật khẩu mới ngắn quá: cần ít nhất 10 ký tự.",
    "password_too_similar": "Mật khẩu mới giống họ tên hoặc tên đăng nhập quá, dễ bị đoán ra.",
    "password_too_common": "Mật khẩu này nhiều người hay dùng. Hãy chọn mật khẩu khó đoán hơn.",
    "password_entirely_numeric": "Mật khẩu mới chỉ gồm chữ số. Hãy thêm chữ.",
}
# What people here choose first, whatever digits they add.
PLAIN_WORDS = frozenset(
    (
        "matkhau",
        "matkhaumoi",
        "dangvien",
        "dangviencongsan",
        "chibo",
        "dangbo",
        "dangbokhoi",
        "dangcongsan",
        "camket",
        "bancamket",
        "bantochuc",
        "bithu",
        "anhyeuem",
        "emyeuanh",
        "vietnam",
        "vietnamvodich",
        "hochiminh",
        "khongbiet",
        "khongcho",
        "quantri",
        "quantrihethong",
        "nguoidung",
        "taikhoan",
        "dangnhap",
    )
)


def form_helper(word, problem, **attributes):
    """Return how crispy draws a form with one button, and names what went wrong."""
    helper = FormHelper()
    helper.attrs = attributes
    helper.form_error_title = problem
    helper.add_input(Submit("", word))
    return helper


SHOW_PASSWORDS = {"data-show-passwords": ""}


class PasswordField(forms.CharField):
    """A password: Vietnamese letters mean the same, however the device composes them."""

    def __init__(self, *, autocomplete, **kwargs):
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "class": "medium"})
        super().__init__(strip=False, max_length=LONGEST_PASSWORD, widget=widget, **kwargs)

    def to_python(self, value):
        return unicodedata.normalize("NFC", super().to_python(value))


class SignInForm(AuthenticationForm):
    """User name and password; unknown, switched off or wrong all read the same."""

    username = UsernameField(
        label="Tên đăng nhập",
        max_length=60,
        help_text="Số thẻ đảng viên, hoặc tên đồng chí đã chọn.",
        widget=forms.TextInput(attrs={"autofocus": True, "class": "medium"}),
    )
    password = PasswordField(label="Mật khẩu", autocomplete="current-password")
    error_messages = {
        "invalid_login": (
            "Tên đăng nhập hoặc mật khẩu không đúng. Đồng chí kiểm tra bộ gõ tiếng Việt và "
            "phím chữ hoa rồi nhập lại; nhập sai 5 lần thì phải chờ 15 phút."
        ),
    }

    helper = form_helper("Đăng nhập", "Chưa đăng nhập được", **SHOW_PASSWORDS)

    def clean_username(self):
        return normalize(self.cleaned_data["username"])


class CurrentPasswordMixin:
    """Ask for the password in use before something that opens the door is changed."""

    def clean_current_password(self):
        password = self.cleaned_data["current_password"]
        if not self.account.check_password(password):
            raise forms.ValidationError("Mật khẩu đang dùng không đúng. Hãy nhập lại.")
        return password


class ChangePasswordForm(CurrentPasswordMixin, forms.Form):
    """A new password, twice; with a first password just typed it is not asked again."""

    current_password = PasswordField(label="Mật khẩu đang dùng", autocomplete="current-password")
    new_password = PasswordField(label="Mật khẩu mới", autocomplete="new-password")
    repeated = PasswordField(label="Nhập lại mật khẩu mới", autocomplete="new-password")
    helper = form_helper("Đặt mật khẩu mới", "Chưa đổi được mật khẩu", **SHOW_PASSWORDS)

    def __init__(self, account, *args, **kwargs):
        self.account = account
        super().__init__(*args, **kwargs)
        if account.must_change_password:
            del self.fields["current_password"]

    def clean_new_password(self):
        password = self.cleaned_data["new_password"]
        check_new_password(password, self.account)
        return password

    def clean(self):
        new, repeated = self.cleaned_data.get("new_password"), self.cleaned_data.get("repeated")
        if new and repeated and new != repeated:
            self.add_error("repeated", "Hai lần nhập không giống nhau.")


def check_new_password(password, account):
    """Raise a ValidationError in plain Vietnamese unless the password may be used."""
    try:
        validate_password(password, account)
    except forms.ValidationError as error:
        wordings = [PASSWORD_ERRORS.get(one.code, one.message) for one in error.error_list]
        raise forms.ValidationError(wordings) from None
    letters = "".join(char for char in search_key(password) if char.isalpha())
    if letters in PLAIN_WORDS:
        raise forms.ValidationError(PASSWORD_ERRORS["password_too_common"])
    if letters == stem(account.full_name):
        raise forms.ValidationError(PASSWORD_ERRORS["password_too_similar"])
    if account.check_password(password):
        raise forms.ValidationError("Mật khẩu mới phải khác mật khẩu đang dùng.")


class UsernameForm(CurrentPasswordMixin, forms.Form):
    """A user name of the owner's choice."""

    username = forms.CharField(
        label="Tên đăng nhập mới",
        max_length=60,
        help_text=(
            "Từ 4 ký tự, bắt đầu bằng chữ cái, chỉ gồm chữ không dấu, chữ số và các dấu "
            ". _ - (không phân biệt chữ hoa, chữ thường). Ví dụ: an.nguyen"
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "class": "medium"}
        ),
    )
    current_password = PasswordField(label="Mật khẩu đang dùng", autocomplete="current-password")
    helper = form_helper("Đổi tên đăng nhập", "Chưa đổi được tên đăng nhập", **SHOW_PASSWORDS)

    def __init__(self, account, *args, **kwargs):
        self.account = account
        super().__init__(*args, **kwargs)

    def clean_username(self):
        username = normalize(self.cleaned_data["username"])
        if not CHOSEN.fullmatch(username):
            raise forms.ValidationError(
                "Tên đăng nhập cần từ 4 ký tự, bắt đầu bằng chữ cái, chỉ gồm chữ không dấu, "
                "chữ số và các dấu . _ -"
            )
        if Account.objects.exclude(pk=self.account.pk).filter(username=username).exists():
            raise forms.ValidationError("Tên đăng nhập này đã có người dùng.")
        return username


class OrganizationField(forms.ModelChoiceField):
    """Organizations as an indented tree."""

    def label_from_instance(self, organization):
        return "\u2003" * (organization.tree_depth - 1) + organization.name


class AccountFilter(forms.Form):
    """What the list of accounts shows."""

    q = forms.CharField(label="Họ tên hoặc tên đăng nhập", required=False, max_length=100)
    organization = OrganizationField(
        Organization.objects.none(), label="Tổ chức đảng", required=False, empty_label="Tất cả"
    )
    state = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Tất cả"), *State.choices]
    )

    def __init__(self, organizations, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = organizations


class IssueForm(forms.Form):
    """For whom of an organization slips are printed."""

    renew = forms.BooleanField(
        label="Cấp lại mật khẩu cho cả những người đã có tài khoản nhưng chưa đăng nhập lần nào",
        required=False,
        help_text="Chọn khi phiếu đã in bị mất. Phiếu cũ của những người này không dùng được nữa.",
    )
    helper = form_helper("Cấp tài khoản và tải phiếu", "Chưa cấp được tài khoản")


class SwitchForm(forms.Form):
    """Whether the account is to be on."""

    active = forms.TypedChoiceField(
        choices=[("0", "Khóa"), ("1", "Mở lại")], coerce=lambda value: value == "1"
    )


class LogFilter(forms.Form):
    """Which lines of the audit log are shown."""

    q = forms.CharField(label="Họ tên", required=False, max_length=100)
    verb = forms.ChoiceField(label="Việc", required=False)
    since = DayField(label="Từ ngày", required=False)
    until = DayField(label="Đến ngày", required=False)

    def __init__(self, verbs, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", "Tất cả"), *verbs]
