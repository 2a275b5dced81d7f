"""Bring database and static files up to date; bin/run and the service start with this."""

import hashlib
import io

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from organizations.models import Account, Organization


class Command(BaseCommand):
    help = "Cập nhật cơ sở dữ liệu, tệp tĩnh; nạp dữ liệu mẫu vào cơ sở dữ liệu còn trống."
    requires_system_checks = ()

    def handle(self, *args, **options):
        self.report_problems()
        self.update_database()
        self.collect_static_files()
        if not settings.PRODUCTION:
            self.load_sample()
            self.show_sample_accounts()

    def report_problems(self):
        """Print what the system checks find, in their own words."""
        for problem in run_checks():
            self.stderr.write(f"Chú ý: {problem.msg} {problem.hint or ''}")

    def update_database(self):
        """Apply the migrations that are missing."""
        try:
            executor = MigrationExecutor(connection)
        except OperationalError as problem:
            raise CommandError(f"Không kết nối được cơ sở dữ liệu: {problem}") from problem
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Cập nhật cơ sở dữ liệu…")
            call_command("migrate", verbosity=0, interactive=False)

    def collect_static_files(self):
        """Collect the static files again only when one of them has changed."""
        mark = settings.STATIC_ROOT / ".fingerprint"
        fingerprint = static_fingerprint()
        if not mark.exists() or mark.read_text() != fingerprint:
            self.stdout.write("Gom các tệp giao diện…")
            call_command("collectstatic", verbosity=0, interactive=False)
            mark.write_text(fingerprint)

    def load_sample(self):
        """Fill an empty database, and only an empty one; keep the accounts to show again."""
        if Organization.objects.exists() or Account.objects.exists():
            return
        self.stdout.write("Nạp dữ liệu mẫu…")
        accounts = io.StringIO()
        call_command("load_sample", stdout=accounts)
        sample_accounts_file().write_text(accounts.getvalue())

    def show_sample_accounts(self):
        """Print the accounts that came with the sample data of this database."""
        path = sample_accounts_file()
        if path.exists() and Account.objects.exists():
            self.stdout.write("\n" + path.read_text().strip())


def sample_accounts_file():
    """Return where the printed sample accounts are kept, one file a kind of database."""
    return settings.DATA_DIR / f"tai-khoan-mau-{connection.vendor}.txt"


def static_fingerprint():
    """Return a digest of names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            changed = storage.get_modified_time(path).timestamp()
            digest.update(f"{path} {storage.size(path)} {changed}\n".encode())
    return digest.hexdigest()
