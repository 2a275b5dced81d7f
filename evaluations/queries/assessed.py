"""What those who assess wrote of people, for the blocks of their printed self-reviews (Mẫu 02)."""

from django.db.models import Prefetch, Q

from evaluations.levels import level_name
from evaluations.models import Evaluation, Opinion, Subject
from evaluations.queries.commitments import words_of
from registrations.definitions import Code
from registrations.documents.closing import Closing
from registrations.models import Guidance

AGENCY = Prefetch("opinions", Opinion.objects.filter(kind=Opinion.Kind.AGENCY), "of_agency")


def assessments_of(registrations):
    """Return {registration id: Closing} of self-reviews, in three queries.

    The rating by the head of the agency, who signs the first block, as soon as it is recorded
    (H21-11); what the cell published of the year's commitment (CK-04).
    """
    reviews = [one for one in registrations if one.form == Code.E02]
    if not reviews:
        return {}
    told = Q(round__guidance=Guidance.CAM_KET_9, published_at__isnull=False)
    found = (
        Evaluation.objects.filter(
            Q(round__guidance=Guidance.HD21_2019) | told,
            round__year__in={one.round.year for one in reviews},
            person__in={one.person_id for one in reviews},
            subject=Subject.MEMBER,
            annulled_at=None,
        )
        .select_related("round")
        .prefetch_related(AGENCY)
    )
    known = {
        (one.person_id, one.round.bloc_id, one.round.year, one.round.guidance): one for one in found
    }
    return {one.pk: closing_of(one, known) for one in reviews}


def closing_of(review, known):
    """Return what is printed in the blocks of one self-review."""
    key = (review.person_id, review.round.bloc_id, review.round.year)
    rated = known.get((*key, Guidance.HD21_2019))
    promised = known.get((*key, Guidance.CAM_KET_9))
    level, said = "", []
    if rated is not None:
        level = level_name(Guidance.HD21_2019, Subject.MEMBER, rated.facts.get("civil_level", ""))
        said = [one.text for one in rated.of_agency]
    words = words_of(promised) if promised else []
    return Closing(
        civil_level=level,
        civil_text="\n".join(said),
        commitment="\n".join(f"{label}: {text}" for label, text in words),
    )
