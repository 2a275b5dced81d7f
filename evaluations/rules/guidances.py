"""The guidance documents that the program knows. A further one is one line in ``MODULES``."""

from collections.abc import Mapping

from evaluations.rules import cam_ket_9, hd21_2019, hd22_2013, lam_dong_2017, neu_guong_2017
from evaluations.rules.guidance import Guidance

MODULES = (neu_guong_2017, lam_dong_2017, cam_ket_9, hd21_2019, hd22_2013)
GUIDANCES: Mapping[str, Guidance] = {module.GUIDANCE.name: module.GUIDANCE for module in MODULES}
