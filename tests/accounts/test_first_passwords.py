import math
import re

from organizations.first_passwords import ALPHABET, GROUP_LENGTH, GROUPS, new_first_password


def test_first_password_is_three_groups_of_readable_characters():
    passwords = [new_first_password() for _ in range(300)]

    assert all(re.fullmatch(r"([b-z2-9]{4}-){2}[b-z2-9]{4}", one) for one in passwords)
    assert len(set(passwords)) == 300


def test_first_password_has_nothing_that_is_mistaken_or_changed_by_a_vietnamese_keyboard():
    assert set(ALPHABET) & set("0Oo1lIaeiouydw") == set()


def test_first_password_never_repeats_a_character_at_once():
    letters = [new_first_password().replace("-", "") for _ in range(300)]

    assert not any(re.search(r"(.)\1", one) for one in letters)


def test_first_password_carries_more_than_50_bits():
    others = GROUPS * GROUP_LENGTH - 1

    assert math.log2(len(ALPHABET)) + others * math.log2(len(ALPHABET) - 1) > 50
