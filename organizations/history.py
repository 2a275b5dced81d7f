"""The audit log: written here, read by the inspection commission."""

from organizations.access import viewer_of
from organizations.models import LogEntry

LONGEST_ACTOR = LogEntry._meta.get_field("actor").max_length


def record(account, verb, text, *, organization=None, person=None):
    """Write one line of the audit log.

    ``verb`` is a short code ("import", "export", "refused"), ``text`` a Vietnamese
    sentence without the content of anybody's form.
    """
    return LogEntry.objects.create(
        account=account,
        actor=actor_name(account, organization),
        verb=verb,
        text=text[:500],
        organization=organization,
        person=person,
    )


def record_each(account, verb, text, people, organization):
    """Write one line for each of the people, for what was done to many at once."""
    actor = actor_name(account, organization)
    LogEntry.objects.bulk_create(
        LogEntry(
            account=account,
            actor=actor,
            verb=verb,
            text=text,
            organization=organization,
            person=person,
        )
        for person in people
    )


def actor_name(account, organization=None):
    """Return who acts and the position held now, which the log keeps when it has passed on.

    Without an account a command on the server acts.
    """
    name = viewer_of(account).signature(organization) if account else "Lệnh trên máy chủ"
    return name[:LONGEST_ACTOR]
