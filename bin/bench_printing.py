"""Base organizations full of confirmed papers, for the benchmark of printing in the background."""


def prepare(people, *, per_cell=30):
    """Make so many confirmed papers and return the act that lets a worker print them."""
    from registrations import printing
    from tests import factories

    bloc = factories.make_bloc(f"Đảng bộ Khối {people}")
    base = factories.make_base(bloc)
    round_ = factories.make_round(bloc)
    for number in range(people // per_cell):
        cell = factories.make_cell(base, f"Chi bộ {number + 1}")
        secretary = factories.make_officer(cell)
        author = factories.make_account(factories.make_person("Nguyễn Văn An", cell))
        factories.hand_in_confirmed(secretary, author, round_)
        for place in range(1, per_cell):
            person = factories.make_person(f"Nguyễn Văn {place}", cell)
            factories.copy_confirmed(round_, person)
    superior = factories.make_officer(base, full_name="Võ Minh Tú")

    def act():
        job = factories.print_out(superior, round_, base)
        assert (job.state, job.done) == (printing.State.DONE, people), job.error

    return act
