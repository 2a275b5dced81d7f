import pytest

FAST = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(autouse=True)
def first_password_hasher(settings):
    """First passwords keep their own hasher; chosen ones are hashed fast in tests."""
    settings.PASSWORD_HASHERS = [FAST, "organizations.hashers.FirstPasswordHasher"]
