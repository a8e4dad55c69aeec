"""manage.py pages: plants the trees of the site and the pages of programmes in force; changes nothing that is there."""

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Page

from cms.trees import plant


class Command(BaseCommand):
    help = "Plants the Persian and the English tree, and a page for each programme in force."

    def handle(self, *args: Any, **options: Any) -> None:
        before = Page.objects.count()
        plant()
        self.stdout.write(f"{Page.objects.count() - before:+d} pages")
