"""Appoint the first member of a bloc's organisation board, who can then do the rest."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from organizations import account_actions
from organizations.actions import appoint
from organizations.models import Account, Kind, Organization, Person, Role
from organizations.queries import paths_on


class Command(BaseCommand):
    help = (
        "Bổ nhiệm một đảng viên (đã có trong danh sách) vào Ban Tổ chức của khối và cấp tài "
        "khoản; dùng khi khối chưa có ai trong Ban Tổ chức."
    )

    def add_arguments(self, parser):
        parser.add_argument("card", help="Số thẻ đảng viên.")

    @transaction.atomic
    def handle(self, *args, card, **options):
        person = Person.objects.filter(card_number=card.replace(".", "")).first()
        if person is None:
            raise CommandError(f"Không có ai mang số thẻ {card}. Hãy nhập danh sách trước.")
        bloc = bloc_of(person)
        today = timezone.localdate()
        try:
            appoint(None, person, bloc, role=Role.ORGANISATION_BOARD, started_on=today)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{person.full_name} nay thuộc Ban Tổ chức {bloc.name}.")
        if not Account.objects.filter(person=person).exists():
            self.show(account_actions.issue_account(None, person))

    def show(self, slip):
        self.stdout.write(f"Tên đăng nhập:     {slip.username}")
        self.stdout.write(f"Mật khẩu lần đầu:  {slip.password}")
        self.stdout.write("Mật khẩu này chỉ hiện một lần; vào lần đầu phải đổi.")


def bloc_of(person):
    """Return the bloc in which the person is placed today."""
    today = timezone.localdate()
    placement = person.placements.on(today).first()
    if placement is None:
        raise CommandError(f"{person.full_name} hiện không sinh hoạt ở tổ chức nào.")
    path = paths_on([placement.organization_id], today)[placement.organization_id]
    return Organization.objects.get(pk=path[0], kind=Kind.BLOC)
