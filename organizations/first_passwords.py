"""First passwords: random, read from paper, typed alike with any Vietnamese keyboard.

Without vowels, d and w no input method (Telex, VNI) changes what is typed; without
0, 1, l nothing is mistaken for something else; no letter stands twice in a row.
"""

import secrets

ALPHABET = "bcfghjkmnpqrstvxz23456789"
GROUPS = 3
GROUP_LENGTH = 4


def new_first_password():
    """Return a password of 12 random characters (55 bits): k7mx-3hpt-9vqc."""
    characters = [secrets.choice(ALPHABET)]
    while len(characters) < GROUPS * GROUP_LENGTH:
        characters.append(secrets.choice(ALPHABET.replace(characters[-1], "")))
    text = "".join(characters)
    return "-".join(
        text[start : start + GROUP_LENGTH] for start in range(0, len(text), GROUP_LENGTH)
    )
