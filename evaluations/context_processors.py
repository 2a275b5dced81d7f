"""What pages of other apps show of the year's end; asked for only where a page shows it."""

from functools import cached_property

from evaluations.queries.deciding_tasks import deciding_tasks
from evaluations.queries.ratings import rating_tasks
from evaluations.queries.voting import counting_of
from evaluations.queries.year_end import board_links, own_tasks, years_at_hand
from organizations.access import viewer_of


class YearEnd:
    """The reader's own assessments and boards."""

    def __init__(self, account):
        self.account = account

    @cached_property
    def own(self):
        """The own assessments and published results."""
        viewer = viewer_of(self.account)
        return own_tasks(viewer.person, viewer.day)

    @cached_property
    def boards(self):
        """The boards of the cells and groups that the reader leads."""
        return board_links(viewer_of(self.account))

    @cached_property
    def deciding(self):
        """What waits for a decision of the reader's committee."""
        return deciding_tasks(viewer_of(self.account))

    @cached_property
    def ratings(self):
        """The pages on which the reader rates civil servants as head of their agency."""
        viewer = viewer_of(self.account)
        return rating_tasks(viewer, years_at_hand(viewer.day))

    @cached_property
    def counting(self):
        """The paper votes whose ballots the reader counts now."""
        return counting_of(self.account)


def year_end(request):
    """Give templates what the year's end asks of the signed-in account."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return {"year_end": None}
    return {"year_end": YearEnd(account)}
