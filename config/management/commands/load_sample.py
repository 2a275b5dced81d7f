"""Load the sample bloc into an empty database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from config.sample import PASSWORD, Sample
from organizations.models import Account, Organization


class Command(BaseCommand):
    help = "Nạp đảng bộ mẫu và các tài khoản mẫu vào cơ sở dữ liệu còn trống."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("Dữ liệu mẫu không dùng trong môi trường chính thức.")
        if Organization.objects.exists() or Account.objects.exists():
            raise CommandError("Cơ sở dữ liệu đã có dữ liệu, không nạp dữ liệu mẫu.")
        with transaction.atomic():
            accounts = Sample(timezone.localdate()).load()
        self.stdout.write(f"Tài khoản mẫu (mật khẩu chung: {PASSWORD})")
        for username, what in accounts:
            self.stdout.write(f"  {username:<14} {what}")
