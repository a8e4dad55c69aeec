"""manage.py demo: invented people and companies to try everything with."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo.accounts import make_accounts, write
from config.demo.cases import make_pages_and_cases
from config.demo.load import load_experts
from config.demo.mentors import make_mentors
from config.demo.openings import make_openings
from config.demo.people import people
from config.demo.programmes import make_programmes
from config.demo.shortlist import make_shortlist
from config.settings import env
from talent.accounts.models import User
from talent.lib.dates import park_today


class Command(BaseCommand):
    help = "Loads invented experts, companies and one account per role. Never in production or beside real users."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--experts", type=int, default=env.number("DEMO_EXPERTS", 2000))
        parser.add_argument("--companies", type=int, default=12)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEV_PAGES:
            raise CommandError("Demo data is not for production.")
        if User.objects.exists():
            raise CommandError("There are users here already; demo data goes into an empty database only.")
        started = time.perf_counter()
        accounts = make_accounts(options["companies"])
        make_programmes()
        make_pages_and_cases()
        count = load_experts(people(options["experts"], seed=options["seed"], today=park_today()))
        make_shortlist()
        make_openings()
        accounts += make_mentors()
        settings.VAR.mkdir(parents=True, exist_ok=True)
        write(settings.VAR, accounts)
        seconds = time.perf_counter() - started
        self.stdout.write(f"{count} experts and {options['companies']} companies in {seconds:.1f} s")
