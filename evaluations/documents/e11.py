"""Prints the notice of a result to whom it rates (E11, H21-07), from what was frozen."""

from django.template.loader import render_to_string
from django.utils import timezone

from config.pdf import render_pdf
from evaluations.documents.letter import STYLESHEETS, grounds_of, letter, subject_of
from evaluations.levels import level_name
from evaluations.queries.told import told_reasons
from registrations.documents.paper import committee_name


def notice_pdf(evaluation, address):
    """Return the notice of a published or notified result as PDF."""
    return render_pdf(notice_html(evaluation, address), STYLESHEETS)


def notice_html(evaluation, address):
    """Return the page that WeasyPrint prints."""
    frozen = evaluation.head
    head = frozen["notice"]
    whom = f"đồng chí {frozen['name']}" if frozen["person"] else frozen["name"]
    if frozen["person"] and not frozen["party"]:
        whom = f"ông (bà) {frozen['name']}"
    receivers = [whom[0].upper() + whom[1:]]
    if frozen["organization"] not in (head["organization"], frozen["name"]):
        receivers.append(f"{committee_name(frozen['organization'])} (để theo dõi, quản lý)")
    context = letter(
        head,
        sign="TB",
        day=head["on"],
        kind="THÔNG BÁO",
        subject=subject_of(head),
        receivers=receivers,
        code=f"KQ-{evaluation.pk}",
        address=address,
    )
    return render_to_string(
        "documents/e11.html",
        context
        | {
            "grounds": grounds_of(head),
            "what": subject_of(head),
            "whom": whom,
            "lines": subject_lines(evaluation, frozen),
            "level": level_name(head["guidance"], evaluation.subject, evaluation.level),
            "decision": decision_line(evaluation),
            "reasons": reasons_of(evaluation),
            "texts": texts_of(evaluation),
            "annulled": annulled_line(evaluation),
        },
    )


def reasons_of(evaluation):
    """Return why, with the place in the guidance, as it is told to whom the vote rates."""
    return [f"{one['text'].rstrip('.')} ({one['place']})." for one in told_reasons(evaluation)]


def annulled_line(evaluation):
    """Say since when the result is void and why, or nothing (H21-18)."""
    if evaluation.annulled_at is None:
        return ""
    day = timezone.localdate(evaluation.annulled_at)
    return f"Kết quả này đã bị hủy ngày {day:%d/%m/%Y}: {evaluation.annulled_reason}"


def subject_lines(evaluation, frozen):
    """Return (label, words) of whom the notice is about."""
    lines = [("Chức vụ", frozen["post"])]
    if frozen["name"] != frozen["organization"]:
        label = "Đơn vị" if evaluation.subject in ("COLLECTIVE", "LEADER") else "Sinh hoạt tại"
        lines.append((label, frozen["organization"]))
    return [(label, words) for label, words in lines if words]


def decision_line(evaluation):
    """Return who decided, when and by which document."""
    parts = [evaluation.decided_as]
    if evaluation.decision_number:
        parts.append(f"số {evaluation.decision_number}")
    if evaluation.decided_on:
        parts.append(f"ngày {evaluation.decided_on:%d/%m/%Y}")
    return ", ".join(part for part in parts if part)


def texts_of(evaluation):
    """Return (label, text) of what was said beside the level."""
    texts = [
        ("Lý do quyết định", evaluation.decision_reason),
        ("Biểu dương", evaluation.praise),
        ("Nhắc nhở", evaluation.reminder),
    ]
    return [(label, text) for label, text in texts if text]
