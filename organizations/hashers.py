"""Password hashing of first passwords."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class FirstPasswordHasher(PBKDF2PasswordHasher):
    """For the random first passwords of bulk-made accounts.

    They carry more than 50 random bits and live until the first sign-in, so that
    stretching adds nothing, while it would cost minutes for a few thousand accounts.
    """

    algorithm = "first_password"
    iterations = 1000
