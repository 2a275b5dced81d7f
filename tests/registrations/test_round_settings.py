"""Readings, score sheet and last day of a round: chosen at opening, changed until a vote closes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Meeting, Question
from evaluations.rules.readings import SETTINGS
from evaluations.rules.registry import GUIDANCES
from organizations.models import LogEntry
from registrations import round_actions
from registrations.models import Guidance, Round
from registrations.round_actions import Changed, set_round, state_of
from registrations.setting_forms import SettingsForm
from tests import factories
from tests.registrations.exemplary import make_exemplary_round
from tests.registrations.reviewing import make_review_round

YEAR = timezone.localdate().year
SHEET = ["12.5", "10", "10", "20", "10", "10", "10", "10", "7.5"]


@pytest.fixture
def reviews(place):
    return make_review_round(place.bloc)


def address(round_):
    return reverse("round_settings", args=[round_.pk])


def close_a_vote(place, round_):
    """Close a vote of the round in a meeting of the cell."""
    meeting = Meeting.objects.create(
        round=round_,
        organization=place.cell,
        held_at=timezone.now(),
        place="Hội trường",
        chair="Trần Thị Bình",
        clerk="Lê Thị Hoa",
        called_by=place.secretary,
    )
    now = timezone.now()
    Question.objects.create(
        meeting=meeting,
        method=Question.Method.OPEN,
        title="Xếp loại",
        opened_at=now,
        roll_size=3,
        present=3,
        closed_at=now,
    )


def choose(client, round_, **changed):
    data = {"seen": state_of(round_), "review_due": f"05/12/{YEAR}"}
    return client.post(address(round_), {**data, **changed})


@pytest.mark.parametrize("guidance", Guidance.values)
def test_settings_with_a_choice_are_offered_with_the_default(guidance):
    form = SettingsForm(guidance=guidance)

    offered = {field.name: field.initial for field in form.reading_fields}

    used = GUIDANCES[guidance].settings
    assert list(offered) == [
        one.name for name in used for one in SETTINGS if one.name == name and len(one.choices) > 1
    ]
    assert all(
        "(mặc định)" in dict(field.field.choices)[field.initial] for field in form.reading_fields
    )
    assert bool(form.point_fields) == (guidance == "neu_guong_2017")


def test_what_is_chosen_at_opening_is_kept_with_its_round(place, browse):
    browse(place.board).post(
        reverse("round_open", args=[place.bloc.pk]),
        {
            "year": YEAR,
            "guidances": ["hd21_2019", "neu_guong_2017"],
            "review_due": f"05/12/{YEAR}",
            "party_congress": "XIII",
            "provincial_congress": "XIV",
            "adoption_number": "Công văn số 12-CV/ĐUK",
            "adoption_signed_on": "01/12/2021",
            "adoption_signed_by": "Ban Thường vụ Đảng ủy khối",
            "hd21_2019-vote_count": "SEPARATE",
            "hd21_2019-sick_days": "90",
            "neu_guong_2017-share_base": "PRESENT",
            **{
                f"neu_guong_2017-points_{n}": one.replace(".", ",")
                for n, one in enumerate(SHEET, 1)
            },
        },
    )

    found = {
        one.guidance: (one.readings, one.score_sheet, one.review_due)
        for one in Round.objects.exclude(guidance="cam_ket_9")
    }
    assert found == {
        "hd21_2019": ({"vote_count": "SEPARATE"}, [], date(YEAR, 12, 5)),
        "neu_guong_2017": ({"share_base": "PRESENT"}, SHEET, None),
    }


def test_wrong_points_keep_every_round_from_being_opened(place, browse):
    answer = browse(place.board).post(
        reverse("round_open", args=[place.bloc.pk]),
        {
            "year": 2021,
            "guidances": ["neu_guong_2017"],
            "party_congress": "XIII",
            "provincial_congress": "XIV",
            "neu_guong_2017-points_1": "100",
        },
    )

    assert answer.status_code == 200
    assert "Ghi điểm cho cả chín nội dung" in answer.content.decode()
    assert Round.objects.get() == place.round


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"1": "13"}, "Chín nội dung cộng lại là 100,5, phải đúng 100 điểm."),
        ({"1": ""}, "Ghi điểm cho cả chín nội dung, hoặc để trống cả chín ô."),
        ({"1": "mười"}, "Ghi một số, ví dụ: 11,5."),
        ({"1": "-1"}, "Điểm từ 0 đến 100."),
        ({"1": "NaN"}, "Điểm từ 0 đến 100."),
        ({"1": "12,555"}, "Nhiều nhất hai chữ số sau dấu phẩy."),
    ],
)
def test_score_sheet_has_nine_numbers_of_a_hundred_points(points, said):
    sheet = {f"neu_guong_2017-points_{n}": one for n, one in enumerate(SHEET, 1)}
    changed = {f"neu_guong_2017-points_{n}": one for n, one in points.items()}

    form = SettingsForm(sheet | changed, guidance="neu_guong_2017")

    assert not form.is_valid()
    assert [one for errors in form.errors.values() for one in errors] == [said]


def test_empty_score_sheet_is_even_and_says_so(place, browse):
    round_ = make_exemplary_round(place.bloc)

    page = browse(place.board).get(address(round_)).content.decode()
    choose(browse(place.board), round_)

    round_.refresh_from_db()
    assert "cách chia này là mặc định của chương trình" in page
    assert round_.score_sheet == []


def test_settings_are_changed_and_told_in_the_log(place, browse, reviews):
    answer = choose(
        browse(place.board),
        reviews,
        **{"hd21_2019-cap_base": "GOOD_OR_BETTER", "hd21_2019-vote_count": "CUMULATIVE"},
    )

    reviews.refresh_from_db()
    assert answer.status_code == 302
    assert (reviews.readings, reviews.review_due) == (
        {"cap_base": "GOOD_OR_BETTER"},
        date(YEAR, 12, 5),
    )
    assert reviews.terms.readings.cap_base == "GOOD_OR_BETTER"
    assert LogEntry.objects.get(verb="set_round").text == (
        f"Đặt lại đợt {reviews}: Mẫu số của mức trần 20%: số đạt “Hoàn thành tốt nhiệm vụ” trở "
        f"lên trước khi chọn; hạn nộp bản tự kiểm điểm 05/12/{YEAR}"
    )


def test_unknown_choice_is_refused_beside_its_field(place, browse, reviews):
    answer = choose(browse(place.board), reviews, **{"hd21_2019-cap_base": "ALL"})

    assert list(answer.context["asked"].errors) == ["cap_base"]


@pytest.mark.parametrize("day", ["", f"31/12/{YEAR - 1}", f"15/03/{YEAR + 1}"])
def test_last_day_lies_in_the_year_or_before_the_results_go_up(place, browse, reviews, day):
    answer = choose(browse(place.board), reviews, review_due=day)

    assert list(answer.context["form"].errors) == ["review_due"]


def test_last_day_before_the_results_go_up_is_taken(place, browse, reviews):
    choose(browse(place.board), reviews, review_due=f"14/03/{YEAR + 1}")

    reviews.refresh_from_db()
    assert reviews.review_due == date(YEAR + 1, 3, 14)


def test_closed_vote_fixes_readings_and_sheet_but_not_the_last_day(place, browse, reviews):
    close_a_vote(place, reviews)
    client = browse(place.board)

    page = client.get(address(reviews)).content.decode()
    choose(client, reviews, **{"hd21_2019-cap_base": "GOOD_OR_BETTER"})

    reviews.refresh_from_db()
    assert "hd21_2019-cap_base" not in page
    assert (reviews.readings, reviews.review_due) == ({}, date(YEAR, 12, 5))


def test_vote_closed_meanwhile_refuses_new_readings(place, reviews):
    seen = state_of(reviews)
    close_a_vote(place, reviews)

    with pytest.raises(ValidationError, match="kết thúc biểu quyết"):
        set_round(
            place.board,
            reviews.pk,
            seen=seen,
            readings={"cap_base": "GOOD_OR_BETTER"},
            score_sheet=[],
            review_due=reviews.review_due,
        )

    reviews.refresh_from_db()
    assert reviews.readings == {}


def test_vote_of_another_round_fixes_nothing(place, browse, reviews):
    close_a_vote(place, place.round)

    choose(browse(place.board), reviews, **{"hd21_2019-cap_base": "GOOD_OR_BETTER"})

    reviews.refresh_from_db()
    assert reviews.readings == {"cap_base": "GOOD_OR_BETTER"}


def test_settings_changed_by_another_are_shown_and_nothing_is_lost(place, browse, reviews):
    seen = state_of(reviews)
    choose(browse(place.board), reviews, **{"hd21_2019-sick_days": "92"})
    mine = {"seen": seen, "hd21_2019-cap_base": "GOOD_OR_BETTER"}

    answer = choose(browse(place.board), reviews, **mine)

    page = answer.content.decode()
    reviews.refresh_from_db()
    assert "Người khác vừa đặt lại đợt này." in page
    assert "từ 92 ngày trở lên" in page
    assert answer.context["asked"]["cap_base"].value() == "GOOD_OR_BETTER"
    assert reviews.readings == {"sick_days": "92"}
    again = answer.context["form"]["seen"].value()
    choose(browse(place.board), reviews, **(mine | {"seen": again}))
    reviews.refresh_from_db()
    assert reviews.readings == {"cap_base": "GOOD_OR_BETTER"}


def test_same_settings_again_write_nothing(place, reviews):
    set_round(
        place.board,
        reviews.pk,
        seen=state_of(reviews),
        readings={},
        score_sheet=[],
        review_due=reviews.review_due,
    )

    assert not LogEntry.objects.filter(verb="set_round").exists()
    with pytest.raises(Changed):
        set_round(
            place.board,
            reviews.pk,
            seen="",
            readings={},
            score_sheet=[],
            review_due=reviews.review_due,
        )


def test_settings_of_a_closed_round_stay(place, browse, reviews):
    round_actions.close_round(place.board, reviews.pk, "Hết đợt")

    answer = choose(browse(place.board), reviews, **{"hd21_2019-cap_base": "GOOD_OR_BETTER"})

    reviews.refresh_from_db()
    assert "Đợt này đã đóng" in answer.content.decode()
    assert reviews.readings == {}


def test_only_the_organisation_board_settles(place, browse, reviews):
    codes = {
        name: browse(getattr(place, name)).get(address(reviews)).status_code
        for name in ("member", "secretary", "superior", "board")
    }

    assert codes == {"member": 404, "secretary": 404, "superior": 404, "board": 200}


def test_round_without_an_open_question_says_so(place, browse):
    page = browse(place.board).get(address(place.round)).content.decode()

    assert "Văn bản này không có chỗ nào phải chọn cách hiểu." in page
    assert '<button class="button">Lưu' not in page


def test_round_of_another_bloc_is_not_found(place, browse):
    other = factories.make_round(factories.make_bloc("Đảng bộ Khối doanh nghiệp"))

    assert browse(place.board).get(address(other)).status_code == 404
