"""manage.py role EMAIL NAME: makes somebody staff of the park, on the machine itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talent.accounts.actions import give_role
from talent.accounts.models import RoleName, User


class Command(BaseCommand):
    help = "Gives a role to an account that exists; recorded in the audit trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name", choices=RoleName.values)

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError("Nobody has signed up with this address.")
        give_role(actor=None, user=user, name=RoleName(name))
