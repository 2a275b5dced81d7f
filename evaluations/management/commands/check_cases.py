"""Check files of cases against the rules; needs no database."""

import os
import sys

from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter

from evaluations.cases.checking import check, report

USAGE = "manage.py check_cases TỆP… [--explain]"
UNKNOWN = "unrecognized arguments: "


class Layout(DjangoHelpFormatter):
    """The layout of the help, with its heading in Vietnamese."""

    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "Cách dùng: ")


class Command(BaseCommand):
    help = "Kiểm tra các tệp tình huống bằng quy định trong máy; không cần cơ sở dữ liệu."
    requires_system_checks = []
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }

    def create_parser(self, prog_name, subcommand, **kwargs):
        parser = super().create_parser(
            prog_name, subcommand, usage=USAGE, formatter_class=Layout, add_help=False, **kwargs
        )
        parser.error = refuse
        return parser

    def add_arguments(self, parser):
        group = parser.add_argument_group("Tham số")
        group.add_argument("files", nargs="*", metavar="TỆP", help="Tệp tình huống (YAML).")
        group.add_argument(
            "--explain", action="store_true", help="Nêu kết quả và căn cứ của mọi tình huống."
        )
        group.add_argument("-h", "--help", action="help", help="In phần hướng dẫn này.")

    def handle(self, *args, files, **options):
        if not files:
            raise CommandError(f"Hãy ghi tên tệp tình huống: {USAGE}", returncode=2)
        try:
            failed = self.check(files, in_full=options["explain"])
            self.stdout.flush()
        except BrokenPipeError:
            leave_quietly()
        if failed:
            sys.exit(1)

    def check(self, files, *, in_full):
        """Print what came of each case and how many passed; return how many failed."""
        passed = failed = 0
        for outcome in (outcome for file in files for outcome in check(file)):
            failed += bool(outcome.failures)
            passed += not outcome.failures
            for line in report(outcome, in_full=in_full):
                self.stdout.write(line)
        self.stdout.write(f"{passed} passed, {failed} failed")
        return failed


def refuse(message):
    """End over parameters that make no sense."""
    what = message.removeprefix(UNKNOWN)
    sys.stderr.write(f"Không hiểu tham số đã ghi: {what}\nCách dùng: {USAGE}\n")
    sys.exit(2)


def leave_quietly():
    """End when nobody reads on; what is still to be written at the end goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)
