"""Make the account of a system administrator."""

from django.core.management.base import BaseCommand, CommandError

from organizations.account_actions import create_administrator
from organizations.models import Account
from organizations.usernames import CHOSEN, normalize


class Command(BaseCommand):
    help = "Tạo tài khoản quản trị hệ thống, in mật khẩu lần đầu một lần duy nhất."

    def add_arguments(self, parser):
        parser.add_argument("username", nargs="?", help="Tên đăng nhập; không ghi thì lệnh sẽ hỏi.")

    def handle(self, *args, username=None, **options):
        name = normalize(username or ask())
        if not CHOSEN.fullmatch(name):
            raise CommandError(
                "Tên đăng nhập cần từ 4 ký tự, bắt đầu bằng chữ cái, chỉ gồm chữ không dấu, "
                "chữ số và các dấu . _ -"
            )
        if Account.objects.filter(username=name).exists():
            raise CommandError(f"Đã có tài khoản “{name}”. Hãy chọn tên khác.")
        password = create_administrator(name)
        self.stdout.write(f"Tên đăng nhập:     {name}")
        self.stdout.write(f"Mật khẩu lần đầu:  {password}")
        self.stdout.write("Mật khẩu này chỉ hiện một lần; vào lần đầu phải đổi.")


def ask():
    """Ask the person at the terminal for a user name."""
    try:
        return input("Tên đăng nhập của người quản trị: ")
    except EOFError as problem:
        raise CommandError("Hãy ghi tên đăng nhập sau tên lệnh.") from problem
