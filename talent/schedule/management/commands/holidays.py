"""manage.py holidays: loads the public holidays that slots and working days go by."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from talent.schedule.loading import load_holidays


class Command(BaseCommand):
    help = "Loads the holidays from data/holidays.json; never undoes an editor's change."

    def handle(self, *args: Any, **options: Any) -> None:
        written = load_holidays(settings.BASE_DIR / "data" / "holidays.json")
        self.stdout.write(f"{written} holidays written")
