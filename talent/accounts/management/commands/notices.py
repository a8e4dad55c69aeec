"""manage.py notices: a first draft of the notice for each group of countries, from data/notices."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from talent.accounts.notices import load_notices


class Command(BaseCommand):
    help = "Makes drafts of the notices where there are none; a privacy officer publishes them in the back office."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--in-force", action="store_true", help="publish them as they stand (demonstrations)"
        )

    def handle(self, *args: Any, in_force: bool, **options: Any) -> None:
        made = load_notices(settings.BASE_DIR / "data" / "notices", in_force=in_force)
        self.stdout.write(f"{made} notices")
