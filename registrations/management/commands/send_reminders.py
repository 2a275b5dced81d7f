"""Send everybody what is still due: run daily."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registrations import reminders


class Command(BaseCommand):
    help = (
        "Gửi thư nhắc việc cho người có địa chỉ thư điện tử: trước hạn 7 ngày, trước hạn 1 ngày, "
        "ngày đầu quá hạn, rồi mỗi tuần một lần. Chạy lại trong ngày không gửi hai lần."
    )

    def add_arguments(self, parser):
        parser.add_argument("--day", help="Tính cho ngày NĂM-THÁNG-NGÀY thay vì hôm nay.")

    def handle(self, *args, day, **options):
        try:
            on = date.fromisoformat(day) if day else timezone.localdate()
        except ValueError as error:
            raise CommandError("Ngày ghi như 2026-03-24.") from error
        try:
            sent = reminders.send(on)
        except reminders.Unreachable as error:
            raise CommandError(
                "Máy chủ thư không trả lời; chạy lại sau, thư chưa gửi sẽ đi."
            ) from error
        self.stdout.write(f"Đã gửi {sent.sent} thư.")
        if sent.failed:
            raise CommandError(f"{sent.failed} địa chỉ không gửi được; xem nhật ký của máy chủ.")
