"""Accounts: the list, slips with first passwords, switching on and off."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from organizations import account_actions, account_queries
from organizations.account_actions import MOST_SLIPS, NobodyWaits, TooManySlips
from organizations.account_forms import AccountFilter, IssueForm, SwitchForm
from organizations.slips import print_slips
from organizations.views import oversight, signing

PAGE = 50


def number_in(parameters, name):
    """Return the whole number given in the address, or None."""
    text = parameters.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def accounts(request):
    """List the people whose accounts the reader keeps."""
    blocs = account_queries.require_keeper(request.user)
    selected = number_in(request.GET, "organization")
    form = AccountFilter(account_queries.choices_around(blocs, selected), request.GET)
    form.is_valid()
    people = account_queries.list_people(blocs, form.cleaned_data, timezone.localdate())
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    context = {
        "blocs": blocs,
        "form": form,
        "page": page,
        "rows": account_queries.people_rows(page.object_list),
        "administrators": administrators_for(request.user, page),
        "organization": form.cleaned_data.get("organization"),
    }
    return render(request, "accounts/accounts.html", context)


def administrators_for(keeper, page):
    """Return the system administrators' rows, for one of them, above the first page."""
    if not keeper.administrator or page.number > 1:
        return []
    return account_queries.administrator_rows()


def accounts_make(request):
    """Print slips with first passwords for the people of an organization."""
    blocs = account_queries.require_keeper(request.user)
    selected = number_in(request.GET, "organization")
    if selected is None:
        rows = account_queries.place_rows(account_queries.bases_of(blocs), timezone.localdate())
        return render(request, "accounts/make_choose.html", {"rows": rows})
    organization = account_queries.get_place_for(request.user, selected)
    form = IssueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        slips = try_to_issue(request, organization, form)
        if slips:
            messages.success(request, made_message(slips))
            return slips_response(request, slips)
    return render(request, "accounts/make.html", make_context(organization, form))


def try_to_issue(request, organization, form):
    """Make accounts; None with an error in the form when there is nothing to print."""
    try:
        return account_actions.issue_accounts(
            request.user, organization, renew=form.cleaned_data["renew"]
        )
    except NobodyWaits:
        form.add_error(None, "Không còn ai cần cấp. Phiếu đã in bị mất thì đánh dấu ô cấp lại.")
    except TooManySlips:
        form.add_error(
            None, f"Một lần in nhiều nhất {MOST_SLIPS} phiếu. Đồng chí chọn từng tổ chức cấp dưới."
        )
    return None


def made_message(slips):
    """Tell what happened, for the page that is opened next."""
    return (
        f"Đã cấp {len(slips)} phiếu tài khoản, trong tệp vừa tải về. "
        "In, cắt, giao tận tay từng người, rồi xóa tệp."
    )


def make_context(organization, form):
    """Return what the page about one organization shows: itself and what is below."""
    below = account_queries.children_of(organization)
    row, *rows = account_queries.place_rows([organization, *below], timezone.localdate())
    return {"form": form, "row": row, "rows": rows, "organization": organization}


def slips_response(request, slips):
    """Return the slips as a file that no cache keeps."""
    pdf = print_slips(slips, request.build_absolute_uri("/"))
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="phieu-tai-khoan.pdf"'
    return response


def account_reset(request, pk):
    """Ask, then print one slip with a new first password."""
    account = account_queries.get_account_for(request.user, pk)
    if request.method != "POST":
        return render(request, "accounts/reset.html", {"account": account})
    slip = account_actions.reset_account(request.user, account)
    messages.success(request, made_message([slip]))
    return slips_response(request, [slip])


@require_POST
def account_switch(request, pk):
    """Switch an account off or on again."""
    account = account_queries.get_account_for(request.user, pk)
    form = SwitchForm(request.POST)
    if form.is_valid():
        active = form.cleaned_data["active"]
        account_actions.switch_account(request.user, account, active=active)
        messages.success(request, switched_message(account, active))
    return back_to_list(request)


def switched_message(account, active):
    """Tell what happened and what it means."""
    if active:
        return f"Đã mở lại tài khoản của đồng chí {account.full_name}, mật khẩu như cũ."
    return f"Đã khóa tài khoản của đồng chí {account.full_name}; người này không vào được nữa."


@require_POST
def account_unlock(request, pk):
    """Let somebody who mistyped the password too often try again at once."""
    account = account_queries.get_account_for(request.user, pk)
    account_actions.unlock_account(request.user, account)
    messages.success(
        request, f"Đồng chí {account.full_name} đăng nhập lại được ngay, không phải chờ."
    )
    return back_to_list(request)


def back_to_list(request):
    """Return to the list as it was filtered."""
    return redirect(f"{reverse('accounts')}?{request.POST.get('filters', '')}")


urlpatterns = [
    path("dang-nhap/", signing.sign_in, name="sign_in"),
    path("dang-xuat/", signing.sign_out, name="sign_out"),
    path("doi-mat-khau/", signing.change_password, name="change_password"),
    path("tai-khoan-cua-toi/", signing.own_account, name="own_account"),
    path("tai-khoan/", accounts, name="accounts"),
    path("tai-khoan/cap/", accounts_make, name="accounts_make"),
    path("tai-khoan/<int:pk>/cap-lai/", account_reset, name="account_reset"),
    path("tai-khoan/<int:pk>/khoa/", account_switch, name="account_switch"),
    path("tai-khoan/<int:pk>/mo-khoa/", account_unlock, name="account_unlock"),
    path("nhat-ky/", oversight.audit_log, name="audit_log"),
    path("suc-khoe/", oversight.health, name="health"),
    path("song/", oversight.alive, name="alive"),
]
