"""The audit log: written here, read by the inspection commission."""

from organizations.models import LogEntry


def record(account, verb, text, *, organization=None, person=None):
    """Write one line of the audit log.

    ``verb`` is a short code ("import", "export", "refused"), ``text`` a Vietnamese
    sentence without the content of anybody's form.
    """
    return LogEntry.objects.create(
        account=account,
        actor=actor_name(account),
        verb=verb,
        text=text[:500],
        organization=organization,
        person=person,
    )


def record_each(account, verb, text, people, organization):
    """Write one line for each of the people, for what was done to many at once."""
    LogEntry.objects.bulk_create(
        LogEntry(
            account=account,
            actor=actor_name(account),
            verb=verb,
            text=text,
            organization=organization,
            person=person,
        )
        for person in people
    )


def actor_name(account):
    """Return who acts, as the log names it; without an account a command on the server."""
    return account.full_name if account else "Lệnh trên máy chủ"
