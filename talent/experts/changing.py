"""The one way to write a profile: lock, rule, write, version, change row, audit."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.audit.actions import record
from talent.changes.actions import mark
from talent.experts.audience import COMPANIES, PUBLIC
from talent.experts.models import Profile, work_words
from talent.experts.presence import end_unseen
from talent.experts.projection import Seen, narrows, project, reach_of, reaches_fewer
from talent.experts.silencing import when_changed
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today
from talent.lib.errors import Conflict


class StaleProfile(Conflict):
    text = _("This profile was changed in another tab. What you typed is below; look at it and save again.")


@contextmanager
def changing(
    profile: Profile, actor: User | None, verb: str, version: int | None = None
) -> Iterator[Profile]:
    """Locks the profile, lets the caller change it, saves it, ends yeses that nobody sees now, and marks it where
    anybody could see it."""
    with transaction.atomic():
        locked = Profile.objects.select_for_update(of=("self",)).select_related("user").get(pk=profile.pk)
        if version is not None and version != locked.version:
            raise StaleProfile()
        before, reached = _seen(locked), reach_of(locked)
        yield locked
        locked.work_words = work_words(locked)
        locked.version += 1
        locked.save()
        end_unseen(locked, timezone.now())
        for settle in when_changed:
            settle(locked, timezone.now())
        _mark(locked, before, _seen(locked), fewer=reaches_fewer(reached, reach_of(locked)))
        record(actor=actor.audit_key if actor else None, verb=verb, kind="profile", key=locked.key)
    profile.refresh_from_db()


def _seen(profile: Profile) -> list[Seen | None]:
    words, today = vocabulary(), park_today()
    return [project(profile, audience, words=words, today=today) for audience in (PUBLIC, COMPANIES)]


def _mark(profile: Profile, before: list[Seen | None], after: list[Seen | None], *, fewer: bool) -> None:
    """Marks a change that somebody could see; `fewer`: it reaches fewer companies than before."""
    if not any(before) and not any(after):
        return
    narrowing = fewer or any(narrows(old, new) for old, new in zip(before, after, strict=True))
    mark(kind="expert", key=profile.key, version=profile.version, narrowing=narrowing)
