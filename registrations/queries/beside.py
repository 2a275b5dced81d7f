"""What is shown beside the fields while a paper is written: read only, taken from other papers."""

from registrations.definitions import Code
from registrations.models import Guidance, Registration, Step
from registrations.queries.owing import answers_of, shortcomings_before, suggestions_for
from registrations.queries.pages import REMEDY, part_rows, rows_of

COMMITMENTS = (Code.F05, Code.F04, Code.F02)
REVIEWS = (Code.E01, Code.E02)
DONE = "Chi ủy, chi bộ đánh giá việc thực hiện bản cam kết"
NOT_YET = "Nội dung chi ủy, chi bộ nêu là chưa thực hiện tốt"


def beside_of(registration, last=None):
    """Return {field key or REMEDY: [(title, text)]}; ``last`` is the paper of an earlier year.

    Shortcomings named the year before (CK-01), the year's commitment at I.3 of the self-review
    (CK-04), what the last review admitted, what superiors suggested at IV (H21-06).
    """
    found = {}
    year, form = registration.round.year, registration.form
    if text := shortcomings_before(registration.person, year):
        title = f"Khuyết điểm, hạn chế đã được chỉ ra năm {year - 1}"
        found.setdefault(REMEDY, []).append((title, text))
    if form == Code.E02:
        found["I.3"] = [beside_commitment(registration), *said_of_commitment(registration)]
    if form in REVIEWS and last and (text := answers_of(last).get("II.1", "")):
        title = f"Hạn chế, khuyết điểm nêu trong bản năm {last.round.year}"
        found.setdefault(REMEDY, []).append((title, text))
    for text in suggestions_for(registration):
        found.setdefault("IV", []).append(("Cấp trên gợi ý kiểm điểm", text))
    return found


def beside_commitment(review):
    """Return the title and the text of the year's commitment, or that there is none."""
    year, commitment = review.round.year, commitment_of(review)
    if commitment is None:
        return "Bản cam kết của năm", f"Chưa có bản cam kết năm {year} được xác nhận."
    rows = rows_of(part_rows(commitment))
    lines = [f"{row.name}\n{row.read_text}" for row in rows if row.text and not row.field.tick]
    return f"Bản cam kết năm {year} đã được xác nhận", "\n\n".join(lines)


def said_of_commitment(review):
    """Yield what the cell has published on how the year's commitment was carried out (CK-04)."""
    said = review.person.evaluations.filter(
        round__guidance=Guidance.CAM_KET_9,
        round__year=review.round.year,
        annulled_at=None,
        published_at__isnull=False,
    ).first()
    if said is None:
        return
    for title, text in ((DONE, said.praise), (NOT_YET, said.reminder)):
        if text:
            yield title, text


def commitment_of(review):
    """Return the newest confirmed commitment of the person in the year of a self-review."""
    if review.form != Code.E02:
        return None
    found = Registration.objects.filter(
        person=review.person_id,
        round__year=review.round.year,
        form__in=COMMITMENTS,
        step=Step.CONFIRMED,
    )
    rows = found.select_related("round__bloc", "person").prefetch_related("answers")
    order = COMMITMENTS.index
    return min(rows, key=lambda one: (order(one.form), -one.version), default=None)
