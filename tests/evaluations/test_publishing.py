"""Publication, notification and reports up: who sees what from when, what papers keep."""

import pytest
from django.core.exceptions import ValidationError

from evaluations import publishing, reports
from evaluations.models import Evaluation, YearPaper
from evaluations.queries import issued
from organizations.models import LogEntry
from registrations.actions import Moved
from tests import factories


@pytest.fixture
def exemplary(year):
    """Three results of NG: two members, the cell itself; a tie has none."""
    year.ratings = [
        factories.make_result(year.ng, year.cell, one.person, "GOOD")
        for one in (year.mate, year.secretary)
    ]
    year.body = factories.make_result(year.ng, year.cell, level="OUTSTANDING")
    year.tied = factories.make_result(year.ng, year.cell, year.member.person)
    return year


def fresh(one):
    return Evaluation.objects.get(pk=one.pk)


def test_all_decided_results_are_posted_once(exemplary):
    paper = publishing.publish(exemplary.secretary, exemplary.ng, exemplary.cell)

    assert [one["name"] for one in paper.content["rows"]] == [
        "Trần Thị Bình",
        "Lê Thị Hoa",
        "Chi bộ 1",
    ]
    assert paper.content["rows"][0]["post"] == "Bí thư"
    assert paper.content["rows"][2] == {
        "name": "Chi bộ 1",
        "post": "",
        "person": False,
        "level": "Xuất sắc, tiêu biểu",
    }
    assert paper.content["head"]["signer"] == "Trần Thị Bình"
    assert fresh(exemplary.tied).published_at is None
    assert all(fresh(one).published_at for one in (*exemplary.ratings, exemplary.body))
    assert fresh(exemplary.body).events.get().verb == "publish"
    assert LogEntry.objects.filter(verb="publish", organization=exemplary.cell).count() == 1
    with pytest.raises(Moved):
        publishing.publish(exemplary.deputy, exemplary.ng, exemplary.cell)


def test_one_result_alone_is_posted(exemplary):
    one = exemplary.ratings[0]

    paper = publishing.publish(exemplary.deputy, exemplary.ng, exemplary.cell, [one.pk])

    assert [row["name"] for row in paper.content["rows"]] == ["Lê Thị Hoa"]
    assert paper.content["head"]["signer"] == "Phạm Văn Cường"
    assert paper.content["head"]["title"] == ["K/T BÍ THƯ", "PHÓ BÍ THƯ"]
    assert issued.to_publish(exemplary.ng, exemplary.cell).count() == 2


def test_quality_ratings_are_not_posted_but_told(year):
    rated = factories.make_result(year.hd, year.cell, year.mate.person, "GOOD")
    factories.make_result(year.hd, year.cell, year.member.person, voted_level="GOOD")
    factories.make_result(year.hd, year.cell, level="GOOD")
    office = factories.make_base(year.bloc, "Đảng bộ Sở Tư pháp")
    other = factories.make_person("Vũ Văn Xa", factories.make_cell(office))
    factories.make_result(year.hd, other.placements.get().organization, other, "GOOD")

    with pytest.raises(ValidationError):
        publishing.publish(year.superior, year.hd, year.cell)
    told = publishing.notify(year.superior, year.hd, year.base)

    assert told == 2  # the member and the cell itself, both decided by the base committee
    row = fresh(rated)
    assert row.notified_at is not None
    assert row.head["name"] == "Lê Thị Hoa"
    assert row.head["notice"]["organization"] == year.base.name
    assert Evaluation.objects.filter(notified_at=None).count() == 2


def test_what_the_decision_froze_stays(year):
    frozen = {"name": "Lê Thị Hoa", "posts": "Chi ủy viên Chi bộ 1", "organization": "Chi bộ 1"}
    rated = factories.make_result(year.hd, year.cell, year.mate.person, "GOOD", head=frozen)
    year.mate.person.full_name = "Lê Thị Hồng"
    year.mate.person.save()
    year.cell.name = "Chi bộ Một"
    year.cell.save()

    publishing.notify(year.superior, year.hd, year.base)

    head = fresh(rated).head
    assert (head["name"], head["organization"]) == ("Lê Thị Hoa", "Chi bộ 1")
    assert head["post"] == "Chi ủy viên Chi bộ 1"


def test_bloc_tells_base_organizations_only(year):
    factories.make_result(year.hd, year.cell, year.mate.person, "GOOD")
    body = factories.make_result(year.hd, year.base, level="GOOD")
    board = factories.make_officer(year.bloc, full_name="Cao Thị Vy", placed_in=year.cell)

    assert publishing.notify(board, year.hd, year.bloc) == 1
    assert fresh(body).notified_at is not None


def test_report_needs_publication_first(exemplary):
    with pytest.raises(ValidationError, match="Còn 3 kết quả chưa công khai"):
        publishing.report_up_year(exemplary.secretary, exemplary.ng, exemplary.cell)

    assert not Evaluation.objects.exclude(reported_at=None).exists()


def test_cell_reports_what_it_posted(exemplary):
    publishing.publish(exemplary.secretary, exemplary.ng, exemplary.cell)
    assert reports.member_report(exemplary.ng, exemplary.base).root.classified == 0

    paper = publishing.report_up_year(exemplary.secretary, exemplary.ng, exemplary.cell)

    assert reports.member_report(exemplary.ng, exemplary.base).root.classified == 2
    assert paper.content["rows"][0]["levels"] == [0, 2, 0, 0]
    assert paper.content["organizations"] == [
        {"name": "Chi bộ 1", "level": "Xuất sắc, tiêu biểu", "note": ""}
    ]
    assert [one["level"] for one in paper.content["people"]].count("Tấm gương tốt") == 2
    assert fresh(exemplary.tied).reported_at is None
    with pytest.raises(Moved):
        publishing.report_up_year(exemplary.deputy, exemplary.ng, exemplary.cell)
    assert YearPaper.objects.filter(kind="REPORT").count() == 1


def test_superior_is_told_where_band_and_vote_differ(exemplary):
    Evaluation.objects.filter(pk=exemplary.body.pk).update(self_level="GOOD")
    publishing.publish(exemplary.secretary, exemplary.ng, exemplary.cell)

    paper = publishing.report_up_year(exemplary.secretary, exemplary.ng, exemplary.cell)

    (line,) = paper.content["organizations"]
    assert line["note"] == "Cấp ủy tự chấm: Tốt; hội nghị biểu quyết: Xuất sắc, tiêu biểu"


def test_committee_reports_what_its_cells_reported(exemplary):
    with pytest.raises(ValidationError, match="Chưa có kết quả"):
        publishing.report_up_year(exemplary.superior, exemplary.ng, exemplary.base)
    publishing.publish(exemplary.secretary, exemplary.ng, exemplary.cell)
    publishing.report_up_year(exemplary.secretary, exemplary.ng, exemplary.cell)

    paper = publishing.report_up_year(exemplary.superior, exemplary.ng, exemplary.base)

    assert [one["name"] for one in paper.content["rows"]] == [
        exemplary.base.name,
        "Chi bộ 1",
        "Chi bộ 2",
    ]
    assert paper.content["people"] == []
    assert paper.content["head"]["superior"] == exemplary.bloc.name


def test_booklet_is_reported_and_told_by_the_cell(year):
    rated = factories.make_result(year.ld, year.cell, year.mate.person, "COMPLETED_WELL")

    publishing.report_up_year(year.secretary, year.ld, year.cell)
    told = publishing.notify(year.secretary, year.ld, year.cell)

    assert told == 1
    assert fresh(rated).reported_at is not None
    assert fresh(rated).notified_at is not None


def test_what_those_above_refused_is_not_told(year):
    one, other = (
        factories.make_decided(year.ld, year.cell, who.person, "COMPLETED_WELL")
        for who in (year.member, year.mate)
    )
    Evaluation.objects.filter(pk=one.pk).update(superior="REFUSED", superior_reason="Chưa đúng")

    assert publishing.notify(year.secretary, year.ld, year.cell) == 1

    assert fresh(one).notified_at is None
    assert fresh(other).notified_at is not None


def test_quality_report_of_a_committee_is_a_paper_alone(year):
    rated = factories.make_result(year.hd, year.cell, year.mate.person, "NOT_COMPLETED")

    paper = publishing.report_up_year(year.superior, year.hd, year.base)

    assert fresh(rated).reported_at is None
    assert [one["name"] for one in paper.content["people"]] == ["Lê Thị Hoa"]
    with pytest.raises(ValidationError):
        publishing.report_up_year(year.secretary, year.hd, year.cell)
    with pytest.raises(ValidationError):
        publishing.report_up_year(year.board, year.hd, year.bloc)


def test_closed_round_refuses_everything(exemplary):
    exemplary.ng.closed_at = exemplary.ng.opened_at
    exemplary.ng.save()

    for verb in (publishing.publish, publishing.notify, publishing.report_up_year):
        with pytest.raises(ValidationError):
            verb(exemplary.secretary, exemplary.ng, exemplary.cell)
