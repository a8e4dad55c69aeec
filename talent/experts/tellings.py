"""What experts are told."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from talent.accounts.models import User
from talent.experts.models import Profile
from talent.notifications.kinds import Kind, add_kinds
from talent.notifications.telling import notify, notify_many
from talent.notifications.tokens import opaque

NEW_COMPANY = Kind(
    name="new_company",
    label=_("A company has come that could find me"),
    sentence=ngettext_lazy(
        "Another company has joined. In seven days it can find you as the others can. Until then you can hide from "
        "it; if you agree, you need do nothing.",
        "%(count)s companies have joined. In seven days they can find you as the others can. Until then you can hide "
        "from them; if you agree, you need do nothing.",
        "count",
    ),
    subject=_("Something new, and a week to decide"),
    mail=_(
        "Something is new, and for seven days you have a say in it. What it is, you read after signing in."
    ),
    button=_("Look and decide"),
)
STILL_TRUE = Kind(
    name="still_true",
    label=_("The question whether my profile is still true"),
    sentence=_(
        "Is what you wrote still true? Five months ago you confirmed it last. One button says that it is; without it "
        "your page leaves search by itself a month from now, and nothing is deleted."
    ),
    subject=_("A short question"),
    mail=_(
        "There is one short question for you; the answer is one button. Without it something ends by itself a month "
        "from now, and nothing is deleted."
    ),
    button=_("Open my page"),
)
UNLISTED = Kind(
    name="unlisted",
    label=_("My profile has left search by itself"),
    sentence=_(
        "You had not confirmed for six months that everything is still true, so nobody finds your page in search any "
        "more. Nothing was deleted; you can be found again at any time."
    ),
    subject=_("Something has changed in your account"),
    mail=_(
        "Something in your account is different from now on. Nothing was deleted; what it is, you read after signing "
        "in."
    ),
    button=_("Open my page"),
)


def add() -> None:
    """Makes this room's kinds known."""
    add_kinds(NEW_COMPANY, STILL_TRUE, UNLISTED)


def tell_new_companies(people: Sequence[User], *, numbers: Sequence[int]) -> int:
    """Tells that new companies have come, which wait seven days for whoever wants to hide from them."""
    event = opaque(NEW_COMPANY.name, *sorted(numbers))
    return notify_many(
        recipients=people, kind=NEW_COMPANY.name, event=event, path="/profile/hidden/", count=len(numbers)
    )


def ask_whether_true(profile: Profile, today: date) -> None:
    """Asks whether everything is still true."""
    _tell(profile, STILL_TRUE, today)


def tell_unlisted(profile: Profile, today: date) -> None:
    """Says that the profile has left search."""
    _tell(profile, UNLISTED, today)


def _tell(profile: Profile, kind: Kind, today: date) -> None:
    event = opaque(kind.name, profile.key, today)
    notify(recipient=profile.user, kind=kind.name, event=event, path="/profile/")
