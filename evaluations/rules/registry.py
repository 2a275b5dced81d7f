"""Every guidance, every question, every calculation. A further guidance is one line here."""

from collections.abc import Mapping

from evaluations.rules import (
    cam_ket_9,
    deadlines,
    hd21_2019,
    hd22_2013,
    lam_dong_2017,
    neu_guong_2017,
)
from evaluations.rules.guidance import Calculation, Guidance
from evaluations.rules.questions import Question

MODULES = (neu_guong_2017, lam_dong_2017, cam_ket_9, hd21_2019, hd22_2013)
GUIDANCES: Mapping[str, Guidance] = {module.GUIDANCE.name: module.GUIDANCE for module in MODULES}
CALCULATIONS: Mapping[str, tuple[Calculation, ...]] = {
    module.GUIDANCE.name: module.CALCULATIONS for module in MODULES
}
QUESTIONS: Mapping[str, Question] = {
    f"{name}.{question.__name__}": Question(question)
    for name, questions in (
        *((module.GUIDANCE.name, module.QUESTIONS) for module in MODULES),
        ("deadlines", deadlines.QUESTIONS),
    )
    for question in questions
}
