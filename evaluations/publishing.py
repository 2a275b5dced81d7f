"""The only place that publishes and notifies results and reports them up for the year.

Each verb is one transaction; the organization's row is locked, so that of two who press at
once the second finds nothing left to do (``Moved``). What papers say is frozen here.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations.half_year_reports import half_year_content
from evaluations.models import Evaluation, EvaluationEvent, YearPaper
from evaluations.queries import issued, issuers
from evaluations.workflow import BY_DECISION
from evaluations.year_reports import report_content
from organizations import history
from organizations.access import viewer_of
from organizations.models import Kind, Organization
from registrations.actions import Moved, refuse_closed
from registrations.models import Guidance, Round
from registrations.queries.quarters import HALF_NAMES

NOT_POSTED = "Đợt này không niêm yết kết quả; kết quả được thông báo đến từng người, từng tổ chức."
UNPUBLISHED = "Còn {} kết quả chưa công khai; đồng chí công khai rồi mới báo cáo (NG-08, NG-12)."
NO_RESULT = "Chưa có kết quả nào để báo cáo."
NO_HALF_YEAR = (
    "Chưa có kết quả 6 tháng nào để báo cáo: tổ (chi ủy, nơi không có tổ) biểu quyết, báo cáo "
    "chi ủy; chi bộ báo cáo rồi cấp trên mới tổng hợp (LD-05, LD-10)."
)
NO_SUPERIOR = "Không có cấp trên trực tiếp để báo cáo."
NOT_HERE = "Ở đợt này đảng ủy quyết định mức và báo cáo kết quả năm, chi bộ không báo cáo ở đây."


@transaction.atomic
def publish(account, round_, organization, pks=None):
    """Post decided results of NG: all, or those named; return the posting (NG-08, NG-12)."""
    organization = locked(round_, organization)
    if round_.guidance != Guidance.NEU_GUONG_2017:
        raise ValidationError(NOT_POSTED)
    rows = chosen(issued.to_publish(round_, organization), pks)
    now, notice = timezone.now(), notice_of(account, round_, organization)
    freeze(rows)
    for one in rows:
        one.published_at = now
        one.head = one.head | {"notice": notice}
    Evaluation.objects.bulk_update(rows, ["published_at", "head"], batch_size=200)
    write_events(account, organization, rows, "publish", "Công khai kết quả")
    record(account, organization, "publish", f"Công khai kết quả năm {round_.year}: {len(rows)}")
    content = {"head": notice, "rows": issued.posted_rows(round_, rows)}
    return issue(account, round_, organization, YearPaper.Kind.POSTING, content)


@transaction.atomic
def notify(account, round_, organization, pks=None):
    """Tell the person or body rated, and who is in charge of it (H21-07; LD by analogy).

    By who decided: the base committee of its members, the level above of organizations,
    collectives and leaders, in LD the cell. Return how many.
    """
    organization = locked(round_, organization)
    rows = chosen(issued.to_notify(round_, organization), pks)
    freeze(rows)
    now, notice = timezone.now(), notice_of(account, round_, organization)
    for one in rows:
        one.notified_at = now
        one.head = one.head | {"notice": notice}
    Evaluation.objects.bulk_update(rows, ["notified_at", "head"], batch_size=200)
    write_events(account, organization, rows, "notify", "Thông báo kết quả")
    record(account, organization, "notify", f"Thông báo kết quả năm {round_.year}: {len(rows)}")
    return len(rows)


@transaction.atomic
def report_up_year(account, round_, organization):
    """Report the organization's results of the year to the level above.

    (NG-03, LD-10, H21-41, H22-30.) In NG and LD that is what those above see; a report of a
    committee under HD 21 or 22 is a paper
    alone. Raises ``Moved`` where nothing has changed since the last report.
    """
    organization = locked(round_, organization)
    if organization.kind == Kind.BLOC:
        raise ValidationError(NO_SUPERIOR)
    if round_.guidance in BY_DECISION and organization.kind == Kind.CELL:
        raise ValidationError(NOT_HERE)
    waiting = issued.to_publish(round_, organization).count()
    if waiting and round_.guidance == Guidance.NEU_GUONG_2017:
        raise ValidationError(UNPUBLISHED.format(waiting))
    rows = []
    if round_.guidance not in BY_DECISION:
        rows = locked_rows(issued.to_report(round_, organization))
        freeze(rows)
        now = timezone.now()
        for one in rows:
            one.reported_at = now
        Evaluation.objects.bulk_update(rows, ["reported_at", "head"], batch_size=200)
        write_events(account, organization, rows, "report", "Báo cáo cấp trên")
    content = report_content(round_, organization)
    refuse_unchanged(round_, organization, content, YearPaper.Kind.REPORT)
    if not content["classified"]:
        raise ValidationError(NO_RESULT)
    record(account, organization, "report_year", f"Báo cáo kết quả năm {round_.year}")
    content["head"] = notice_of(account, round_, organization)
    return issue(account, round_, organization, YearPaper.Kind.REPORT, content)


@transaction.atomic
def report_up_half_year(account, round_, organization):
    """Report the first half of the booklet's year to the level above (LD-05, LD-10).

    It is a paper that may follow anew when something has changed; raises ``Moved`` where
    nothing has. From then on a cell's results are counted in the report of those above.
    """
    organization = locked(round_, organization)
    if organization.kind == Kind.BLOC:
        raise ValidationError(NO_SUPERIOR)
    content = half_year_content(round_, organization)
    refuse_unchanged(round_, organization, content, YearPaper.Kind.HALF_YEAR)
    if not content["classified"]:
        raise ValidationError(NO_HALF_YEAR)
    text = f"Báo cáo kết quả {HALF_NAMES[content['half']]} {round_.year}"
    record(account, organization, "report_half_year", text)
    content["head"] = notice_of(account, round_, organization) | {"half": content["half"]}
    return issue(account, round_, organization, YearPaper.Kind.HALF_YEAR, content)


def refuse_unchanged(round_, organization, content, kind):
    """Raise ``Moved`` where the last report of its kind says the same."""
    last = issued.papers_of(round_, organization).filter(kind=kind).first()
    if last is None:
        return
    if all(last.content.get(key) == value for key, value in content.items() if key != "day"):
        raise Moved


def locked(round_, organization):
    """Return the organization with its row locked; refuses a closed round."""
    refuse_closed(Round.objects.get(pk=round_.pk))
    found = Organization.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("parent").get(pk=organization.pk)


def chosen(found, pks):
    """Return the rows that are asked for, locked; raises ``Moved`` where none is left."""
    if pks is not None:
        found = found.filter(pk__in=pks)
    rows = locked_rows(found)
    if not rows:
        raise Moved
    return rows


def locked_rows(found):
    """Return rows in the order of their paper, locked in the one order of all who lock many."""
    pks = list(found.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    return list(found.filter(pk__in=pks))


def freeze(rows):
    """Write what papers say of subjects; what is frozen already stays."""
    fresh = issuers.subjects_of(rows, timezone.localdate())
    for one in rows:
        one.head = fresh[one.pk]


def write_events(account, organization, rows, verb, text):
    """Write a line into the history of each evaluation."""
    actor = viewer_of(account).signature(organization)[:200]
    EvaluationEvent.objects.bulk_create(
        EvaluationEvent(evaluation=one, account=account, actor=actor, verb=verb, text=text)
        for one in rows
    )


def record(account, organization, verb, text):
    """Write one line of the audit log."""
    history.record(account, verb, f"{text}, {organization.name}", organization=organization)


def issue(account, round_, organization, kind, content):
    """Keep a paper as it is issued now."""
    content["on"] = timezone.localdate().isoformat()
    return YearPaper.objects.create(
        round=round_,
        organization=organization,
        kind=kind,
        content=content,
        issued_by=account,
        issued_as=viewer_of(account).signature(organization)[:200],
    )


def notice_of(account, round_, organization):
    """Return who issues a paper of the round today, to be frozen."""
    return issuers.issuer_of(organization, viewer_of(account)) | {
        "on": timezone.localdate().isoformat(),
        "year": round_.year,
        "guidance": round_.guidance,
        "adoption": str(round_.terms.adoption or ""),
        "bloc": round_.bloc.name,
    }
