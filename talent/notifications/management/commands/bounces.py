"""manage.py bounces: takes one report of a mail server on a mail that came back, from standard input.

An alias of the mail server for RETURN_PATH hands it over: `returned: "|manage.py bounces"`.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from talent.notifications.bounces import take_report


class Command(BaseCommand):
    help = "Reads a delivery report (RFC 3464) from standard input; mail to an address that refuses it for good stops."

    def handle(self, *args: Any, **options: Any) -> None:
        noted = take_report(sys.stdin.buffer.read())
        self.stdout.write("Noted: mail to one address comes back." if noted else "Nothing of ours.")
