"""The kinds of things that people are told: filled by the rooms, which this one does not know."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django_stubs_ext import StrOrPromise as Words

from talent.accounts.models import User
from talent.lib.dates import digits
from talent.notifications.choices import Mode


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What a mail of a kind holds beside its words: `line`, one more sentence of them, and a file with its name and
    type. Neither says more than when something is."""

    line: str = ""
    name: str = ""
    content: bytes = b""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind says, and how it is told by default.

    `sentence` stands in the list, behind the sign-in, and may hold %(count)s (then it comes from ngettext_lazy with
    that name). `subject` and `mail` leave the house, so they say nothing of what happened: no name, no company, no
    park, no job, no country. `security`: about the account itself, so always told at once, also to whoever has gone
    quiet. `direct`: the name of the page that its mail leads to, where that must open without signing in.
    `encloses`: what goes along in a mail to that person about the page of that path, made when it is sent and in their
    language; None where nothing does.
    """

    name: str
    label: Words
    sentence: Any
    subject: Words
    mail: Words
    button: Words
    default: Mode = Mode.AT_ONCE
    security: bool = False
    direct: str = ""
    encloses: Callable[[User, str], Enclosed | None] | None = None

    @property
    def quietable(self) -> bool:
        """Whether falling silent stops its mails: everything but what is about the safety of the account."""
        return not self.security


kinds: dict[str, Kind] = {}
"""By name, in the order in which rooms are ready. Filled in AppConfig.ready()."""


def add_kinds(*added: Kind) -> None:
    """Makes kinds known."""
    kinds.update({kind.name: kind for kind in added})


def choosable() -> list[Kind]:
    """The kinds of which people choose how they are told; those of the highest rooms come first."""
    return [kind for kind in reversed(kinds.values()) if not kind.security]


def said(kind: Kind, count: int, language: str) -> str:
    """The kind's sentence for so many, in the language that is active, with the digits of `language`."""
    return digits(str(kind.sentence % {"count": count}), language)
