"""Check files of cases against the rules; needs no database."""

import sys

from django.core.management.base import BaseCommand

from evaluations.cases.checking import because, check, explain


class Command(BaseCommand):
    help = "Kiểm tra các tệp tình huống bằng quy định trong máy; không cần cơ sở dữ liệu."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="TỆP", help="Tệp tình huống (YAML).")
        parser.add_argument(
            "--explain", action="store_true", help="Nêu kết quả và căn cứ của mọi tình huống."
        )

    def handle(self, *args, files, **options):
        passed = failed = 0
        for outcome in (outcome for file in files for outcome in check(file)):
            if outcome.failures:
                failed += 1
            else:
                passed += 1
            self.tell(outcome, in_full=options["explain"])
        self.stdout.write(f"{passed} passed, {failed} failed")
        if failed:
            sys.exit(1)

    def tell(self, outcome, *, in_full):
        """Print a case that failed; asked for in full, any case with everything about it."""
        for line in outcome.failures:
            self.stdout.write(line)
        if in_full and not outcome.failures:
            self.stdout.write(f"{outcome.place}: {outcome.case}: đúng")
        for line in explain(outcome) if in_full else outcome.failures and because(outcome):
            self.stdout.write(f"    {line}")
