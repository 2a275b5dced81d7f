"""Settings of the test run: fast hashing, nothing written beside the repository."""

from config.settings import *  # noqa: F403  (a settings module extends the base by star)
from config.settings import DATA_DIR

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "organizations.hashers.FirstPasswordHasher",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
