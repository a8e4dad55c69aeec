"""manage.py vocabulary: loads the words that profiles are made of."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from talent.experts.loading import load_vocabulary


class Command(BaseCommand):
    help = "Loads the vocabulary from data/vocabulary; never undoes an editor's change."

    def handle(self, *args: Any, **options: Any) -> None:
        written = load_vocabulary(settings.BASE_DIR / "data" / "vocabulary")
        self.stdout.write(f"{written} words written")
