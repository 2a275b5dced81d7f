"""Signing in and out, the own password and the own user name."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from organizations import account_actions
from organizations.account_forms import (
    PASSWORD_RULES,
    ChangePasswordForm,
    SignInForm,
    UsernameForm,
)
from organizations.account_queries import locked_out

answer_sign_in = LoginView.as_view(
    authentication_form=SignInForm,
    template_name="accounts/sign_in.html",
    redirect_authenticated_user=True,
)


@login_not_required
def sign_in(request):
    """Let somebody in, or say for how long the door stays shut."""
    response = answer_sign_in(request)
    if getattr(request, "axes_locked_out", False):
        explain_lock_out(request)
    return response


def explain_lock_out(request):
    """Note the moment of the lock-out, and hand its end to the page that axes renders."""
    username = request.axes_credentials["username"]
    until = locked_out(username=username, ip_address=request.axes_ip_address)
    request.try_again_at = until.get(username)
    if request.axes_failures_since_start == settings.AXES_FAILURE_LIMIT:
        account_actions.note_lock_out(username)


@login_not_required
@require_POST
def sign_out(request):
    """End the session, and have the browser forget what was saved while typing."""
    logout(request)
    messages.success(request, "Đồng chí đã đăng xuất.")
    response = redirect("sign_in")
    response["Clear-Site-Data"] = '"storage"'
    return response


@sensitive_post_parameters()
def change_password(request):
    """Let the account's owner choose a password; at first use there is no way around."""
    first = request.user.must_change_password
    form = ChangePasswordForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        account_actions.change_password(request.user, form.cleaned_data["new_password"])
        update_session_auth_hash(request, request.user)
        messages.success(request, "Đã đổi mật khẩu. Từ lần sau, đồng chí dùng mật khẩu mới này.")
        return redirect("home")
    context = {"form": form, "rules": PASSWORD_RULES, "first": first}
    return render(request, "accounts/change_password.html", context)


@sensitive_post_parameters()
def own_account(request):
    """Show the own account, and let its owner choose a user name."""
    form = UsernameForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and choose_username(request.user, form):
        name = form.cleaned_data["username"]
        messages.success(request, f"Từ lần sau, đồng chí đăng nhập bằng tên “{name}”.")
        return redirect("own_account")
    return render(request, "accounts/own_account.html", {"form": form})


def choose_username(account, form):
    """Take the user name, unless somebody else took it a moment before."""
    try:
        account_actions.choose_username(account, form.cleaned_data["username"])
    except IntegrityError:
        account.refresh_from_db(fields=["username"])
        form.add_error("username", "Tên đăng nhập này vừa có người chọn.")
        return False
    return True
