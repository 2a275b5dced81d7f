"""The audit log for the inspection commission, health for the system administrator."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from organizations import health as state
from organizations.account_forms import LogFilter
from organizations.log_queries import VERBS, list_entries, require_audited

PAGE = 50


def audit_log(request):
    """Show who did what in the blocs whose log the reader may read."""
    blocs = require_audited(request.user)
    form = LogFilter(sorted(VERBS.items(), key=lambda item: item[1]), request.GET)
    form.is_valid()
    entries = list_entries(blocs, form.cleaned_data, timezone.localdate())
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    for entry in page.object_list:
        entry.verb_name = VERBS.get(entry.verb, "Việc khác")
    return render(request, "accounts/audit_log.html", {"form": form, "page": page, "blocs": blocs})


def health(request):
    """Show the system administrator how the installation is doing."""
    if not request.user.administrator:
        raise PermissionDenied("Chỉ người quản trị hệ thống xem được trang này.")
    return render(request, "accounts/health.html", {"findings": state.findings()})


@login_not_required
def alive(request):
    """Tell a watchdog that the program answers; nothing else."""
    return HttpResponse("ok", content_type="text/plain")
