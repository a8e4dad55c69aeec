"""manage.py second_factor EMAIL: takes away what somebody has lost, on the machine itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from talent.accounts.actions import drop_factors
from talent.accounts.models import User
from talent.notifications.actions import tell_of_change


class Command(BaseCommand):
    help = "Removes authenticator app, passkeys and recovery codes of an account, and tells its owner."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email=email.lower()).first()
        if user is None or not drop_factors(user=user):
            raise CommandError("Nobody with this address has a second factor.")
        tell_of_change(user=user, kind="factors_dropped")
