"""How e-mail leaves: read from one address in the environment. Knows no app."""

from urllib.parse import unquote, urlsplit

BACKENDS = "django.core.mail.backends"
PORTS = {"smtp": 587, "smtps": 465}


def mail_settings(url, folder):
    """Return Django's settings for ``EMAIL_URL``; without one mails are files in a folder.

    ``smtp://name:password@host:587`` (STARTTLS), ``smtps://…`` (TLS from the start),
    ``smtp://host:25?plain`` (a relay on this machine), ``console:``.
    """
    if not url:
        return {"EMAIL_BACKEND": f"{BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{BACKENDS}.console.EmailBackend"}
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("EMAIL_URL phải ghi như smtp://ten:mat-khau@may:587 hoặc smtps://…")
    return {
        "EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.query != "plain",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
