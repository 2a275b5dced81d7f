"""A round is not closed silently: what is left open is named where it is closed (H21-03)."""

from django.urls import reverse

from tests import factories
from tests.evaluations.pages import words


def closing(client, year, round_):
    client.force_login(year.board)
    return client.get(reverse("round_switch", args=[round_.pk]))


def test_who_is_not_classified_and_has_not_reported_is_told(year, client):
    factories.make_result(year.hd, year.cell, year.mate.person, "GOOD")
    place = [year.hd.pk, year.bloc.pk]

    answer = closing(client, year, year.hd)

    waiting = reverse("result_people", args=place) + "?muc=UNCLASSIFIED"
    number = client.get(waiting).context["page"].paginator.count
    assert number > 0
    assert f"Còn {number} người chưa xếp mức" in words(answer)
    assert "Còn 3 tổ chức đảng chưa xếp mức" in words(answer)
    assert "Còn 1 tổ chức trực thuộc chưa báo cáo kết quả năm" in words(answer)
    assert waiting in answer.content.decode()


def test_each_guidance_has_its_own_rest(year, client):
    told = {name: words(closing(client, year, getattr(year, name))) for name in ("ng", "ld", "ck")}

    assert "tổ chức đảng chưa xếp mức" in told["ng"]
    assert "người chưa xếp mức" in told["ld"]
    assert "tổ chức đảng chưa xếp mức" not in told["ld"]
    assert "Còn" not in told["ck"]


def test_closed_round_is_opened_again_without_a_warning(year, client):
    type(year.hd).objects.update(closed_at="2026-01-01T00:00Z")

    assert "Còn" not in words(closing(client, year, year.hd))
