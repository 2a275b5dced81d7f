"""One person's evaluation as the panel and the own page show it."""

from dataclasses import dataclass

from django.utils import timezone

from evaluations.levels import level_name
from evaluations.models import Evaluation, Opinion, Subject
from evaluations.queries import commitments
from evaluations.queries.board import self_reviews
from evaluations.queries.known import known_of_people
from evaluations.queries.recorded import (
    OWN_PART,
    exceeds,
    is_alone,
    limit_of,
    why_frozen,
)
from evaluations.queries.scope import InScope, day_of, person_in_scope
from organizations.models import Kind
from organizations.queries import cell_of
from registrations.models import Guidance, Registration
from registrations.queries import duty_placement

EVENTS = {
    "hand_in_self": "Nộp tự đánh giá",
    "group_opinion": "Tổ đảng ghi ý kiến",
    "propose": "Cấp ủy ghi dự kiến",
    "facts": "Ghi căn cứ xếp loại",
    "review": "Đánh dấu đã kiểm điểm",
    "unreview": "Bỏ đánh dấu đã kiểm điểm",
    "scores": "Chấm điểm",
    "report": "Báo cáo cấp trên",
    "publish": "Công khai kết quả",
    "unpublish": "Rút lại công khai",
    "notify": "Thông báo kết quả",
    "decide": "Quyết định mức",
    "annul": "Hủy kết quả xếp loại",
    "again": "Xếp loại lại",
    "superior": "Ý kiến cấp trên",
    "opinion": "Ghi ý kiến nhận xét",
    "take_in": "Đưa vào xếp loại",
    "vote": "Kết thúc biểu quyết",
    "role_model": "Kết thúc bình chọn gương điển hình",
    "annul_vote": "Hủy kết quả biểu quyết",
}
CLOSED = "Đợt này đã đóng."
SELF_WRITTEN = (Guidance.NEU_GUONG_2017, Guidance.LAM_DONG_2017, Guidance.HD22_2013)


@dataclass(frozen=True)
class Panel:
    """One person's evaluation with what limits it and what keeps it from being written.

    ``lock`` is why the committee's part cannot be written, ``frozen`` why nothing can.
    """

    scope: InScope
    evaluation: Evaluation
    known: dict
    limit: dict | None
    frozen: str
    lock: str
    paper: Registration | None
    commitment: Registration | None = None
    no_residence: bool = False

    @property
    def person(self):
        return self.scope.person

    @property
    def self_at(self):
        """When the own assessment was handed in: of HD 21 the Mẫu 02."""
        return self.paper.submitted_at if self.paper else self.evaluation.self_at

    @property
    def self_level(self):
        level = (self.paper.level or "") if self.paper else self.evaluation.self_level
        return level_name(self.evaluation.round.guidance, Subject.MEMBER, level)

    @property
    def commitment_state(self):
        """How the year's commitment stands, in words."""
        return commitments.state_of(self.commitment) if self.commitment else "Chưa nộp"

    def name_of(self, field):
        """Return the name of the level that a field holds."""
        level = getattr(self.evaluation, field)
        return level_name(self.evaluation.round.guidance, Subject.MEMBER, level)

    @property
    def words(self):
        """What the committee and the cell wrote: [(label, text)]."""
        if self.evaluation.round.guidance == Guidance.CAM_KET_9:
            return commitments.words_of(self.evaluation)
        written = [("Biểu dương", self.evaluation.praise), ("Nhắc nhở", self.evaluation.reminder)]
        return [(label, text) for label, text in written if text]

    @property
    def group_level(self):
        return self.name_of("group_level")

    @property
    def proposed_level(self):
        return self.name_of("proposed_level")

    @property
    def voted_level(self):
        return self.name_of("voted_level")

    @property
    def level(self):
        return self.name_of("level")

    @property
    def outcome(self):
        """The frozen verdict of the closed vote, or one without reasons."""
        return self.evaluation.outcome or {"reasons": []}

    @property
    def in_group(self):
        return self.scope.placement.organization.kind == Kind.GROUP

    @property
    def above(self):
        """Tell whether what is proposed is by now above what is open."""
        return exceeds(self.evaluation, self.evaluation.proposed_level, self.limit)


def panel_of(account, round_, scope, *, whole=True):
    """Return a person's panel; not ``whole``: without what the committee knows and writes."""
    evaluation = scope.current(round_)
    known = known_of_people(round_, [scope.person])[scope.person.pk] if whole else {}
    frozen = why_frozen(evaluation) or (CLOSED if round_.closed_at else "")
    if commitments.is_told(evaluation):
        frozen = commitments.PUBLISHED
    own = scope.person.pk == account.person_id
    foreign = own and not is_alone(account, evaluation.organization, timezone.localdate())
    return Panel(
        scope=scope,
        evaluation=evaluation,
        known=known,
        limit=limit_of(evaluation, known) if whole and scope.classified else None,
        frozen=frozen,
        lock=frozen or scope.outside or (OWN_PART if foreign else ""),
        paper=self_reviews(round_, [scope.person.pk]).get(scope.person.pk),
        no_residence=whole and scope.classified and lacks_residence(evaluation),
        commitment=commitments.papers_of(round_, [scope.person.pk]).get(scope.person.pk),
    )


def lacks_residence(evaluation):
    """Tell whether the opinion of the committee at the residence is not there yet (H21-14)."""
    if evaluation.round.guidance != Guidance.HD21_2019 or evaluation.voted_at:
        return False
    kind = Opinion.Kind.RESIDENCE
    return evaluation.pk is None or not evaluation.opinions.filter(kind=kind).exists()


def events_of(evaluation):
    """Return an evaluation's history: [(event, what was done)], the first one first."""
    if evaluation.pk is None:
        return []
    found = evaluation.events.all()
    return [(one, EVENTS.get(one.verb, "Cập nhật")) for one in found]


def own_scope(round_, person):
    """Return what a round says of a person where the person belonged on its day, or None."""
    placement = duty_placement(person, day_of(round_))
    place = placement and (cell_of(placement.organization) or placement.organization)
    return person_in_scope(round_, place, person.pk) if place else None


def is_published(evaluation):
    """Tell whether the person rated may see the result (H21-07, NG-12)."""
    return evaluation is not None and bool(evaluation.published_at or evaluation.notified_at)
