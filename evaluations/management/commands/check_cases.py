"""Check files of cases against the rules; needs no database."""

import sys

from django.core.management.base import BaseCommand

from evaluations.cases.checking import check, report


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
            failed += bool(outcome.failures)
            passed += not outcome.failures
            for line in report(outcome, in_full=options["explain"]):
                self.stdout.write(line)
        self.stdout.write(f"{passed} passed, {failed} failed")
        if failed:
            sys.exit(1)
