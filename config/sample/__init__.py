"""A sample bloc to try the program with: invented people, last year's and this year's work.

Made with a fixed seed, so that every sample is the same. Only for an empty database
outside production (``manage.py load_sample``).
"""

from config.sample.bloc import PASSWORD, Bloc
from config.sample.booklets import Booklets
from config.sample.exemplary import Exemplary
from config.sample.last_year import make_last_year
from config.sample.reviews import Reviews
from config.sample.year_end import YearEnd

__all__ = ["PASSWORD", "Sample"]


class Sample:
    """Makes the sample, step by step, into an empty database."""

    def __init__(self, today):
        self.bloc = Bloc(today)

    def load(self):
        """Make everything; return [(user name, what the account shows)]."""
        self.bloc.make()
        accounts = self.bloc.make_accounts()
        make_last_year(self.bloc)
        Reviews(self.bloc).make()
        exemplary, booklets = Exemplary(self.bloc), Booklets(self.bloc)
        exemplary.make()
        booklets.make()
        YearEnd(self.bloc, exemplary.round, booklets.round).make()
        return accounts
