"""Print what people asked for in the background."""

import os
import signal
import sys
import time
from threading import Thread

from django.core.management.base import BaseCommand

from registrations import printing


class Command(BaseCommand):
    help = (
        "In các tệp được yêu cầu, lần lượt từng việc, cho đến khi được dừng. Chạy được nhiều bản, "
        "trên nhiều máy dùng chung một cơ sở dữ liệu PostgreSQL và một thư mục prints."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="In hết việc đang chờ rồi dừng.")
        parser.add_argument(
            "--with-parent", type=int, help="Dừng khi tiến trình gọi lệnh này (mã số) dừng."
        )

    def handle(self, *args, once, with_parent, **options):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        if with_parent:
            Thread(target=end_with, args=[with_parent], daemon=True).start()
        try:
            printing.work(once=once)
        except KeyboardInterrupt:
            sys.exit(0)


def end_with(parent):
    """End this process when the one that started it has ended."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
