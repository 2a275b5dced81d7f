import pytest

from organizations import usernames


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  An.Nguyen ", "an.nguyen"),
        ("50.000.123", "50000123"),
        ("50 000 123", "50000123"),
        ("QUANTRI", "quantri"),
        ("an.50", "an.50"),
        ("", ""),
    ],
)
def test_user_name_is_stored_in_one_form(typed, stored):
    assert usernames.normalize(typed) == stored


@pytest.mark.parametrize(
    ("card_number", "name"),
    [("50.000.123", "50000123"), (None, None), ("", None), ("AB-12", None)],
)
def test_card_number_gives_a_user_name_when_it_is_a_number(card_number, name):
    assert usernames.from_card(card_number) == name


def test_numbered_name_takes_the_first_free_number():
    taken = {"tranthidao1", "tranthidao2", "tranthidao4"}

    assert usernames.numbered("Trần Thị Đào", taken) == "tranthidao3"


def test_numbered_name_of_a_name_without_latin_letters():
    assert usernames.numbered("李", set()) == "dangvien1"
