"""Password hashing of first passwords."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password


class FirstPasswordHasher(PBKDF2PasswordHasher):
    """For the random first passwords of bulk-made accounts.

    They carry more than 50 random bits and live until the first sign-in, so that
    stretching adds nothing, while it would cost minutes for a few thousand accounts.
    """

    algorithm = "first_password"
    iterations = 1000

    def verify(self, password, encoded):
        """Compare; a wrong one costs as much as any other wrong sign-in.

        Otherwise the quick answer would tell which accounts exist and were never used.
        """
        correct = super().verify(password, encoded)
        if not correct:
            make_password(password)
        return correct
