"""The year's commitments on their round's board, and what is written of them (CK-03, CK-04)."""

from evaluations.models import Evaluation, Subject
from registrations.models import Guidance, Registration, Round, Step

LABELS = {
    "praise": "Kết quả thực hiện bản cam kết",
    "reminder": "Nội dung chưa thực hiện tốt",
}
HANDED_IN = (Step.SUBMITTED, Step.CONFIRMED)
PUBLISHED = (
    "Đã công khai cho đồng chí ấy đọc nên không sửa được nữa; cần sửa thì rút lại, ghi rõ lý do."
)


def is_told(evaluation):
    """Tell whether the words on a commitment are published and so no longer changed (CK-04)."""
    return evaluation.round.guidance == Guidance.CAM_KET_9 and bool(evaluation.published_at)


def papers_of(round_, person_ids):
    """Return {person id: the newest commitment handed in}, supplements too (CK-03)."""
    if round_.guidance != Guidance.CAM_KET_9:
        return {}
    found = Registration.objects.filter(round=round_, person__in=person_ids, step__in=HANDED_IN)
    return {one.person_id: one for one in found.order_by("version")}


def state_of(paper):
    """Say how a commitment stands, in two or three words."""
    waiting = paper.step == Step.SUBMITTED
    if paper.version > 1:
        return f"Bổ sung lần {paper.version - 1}{', chờ xác nhận' if waiting else ''}"
    return "Chờ xác nhận" if waiting else "Đã xác nhận"


def to_tell(round_, cell):
    """Return the evaluations of a cell whose words are written and not yet published (CK-04)."""
    if round_.guidance != Guidance.CAM_KET_9:
        return Evaluation.objects.none()
    return Evaluation.objects.filter(
        round=round_,
        subject=Subject.MEMBER,
        organization=cell,
        annulled_at=None,
        proposed_at__isnull=False,
        published_at=None,
    ).order_by("pk")


def figures_of(round_, people):
    """Return how many of some people have the year's commitment confirmed, and how many are told
    how they carried it out (CK-04); None where the bloc had no such round that year."""
    same = Round.objects.filter(bloc=round_.bloc_id, year=round_.year, guidance=Guidance.CAM_KET_9)
    commitments = same.first()
    if commitments is None:
        return None
    confirmed = Registration.objects.filter(
        round=commitments, person__in=people, version=1, step=Step.CONFIRMED
    )
    told = Evaluation.objects.filter(
        round=commitments,
        subject=Subject.MEMBER,
        person__in=people,
        annulled_at=None,
        published_at__isnull=False,
    )
    return {"confirmed": confirmed.count(), "assessed": told.count()}


def words_of(evaluation):
    """Return [(label, text)] of what the committee and the cell wrote of a commitment."""
    written = [(label, getattr(evaluation, name)) for name, label in LABELS.items()]
    return [(label, text) for label, text in written if text]
