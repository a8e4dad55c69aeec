"""Verbs on notices: written as drafts, published once and for all, read before anything is offered."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import Group, Notice, RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.lib.dates import park_today
from talent.lib.errors import Conflict, Refused

when_information_only: list[Callable[[Sequence[User]], None]] = []
"""What happens to the accounts of a group when its notice becomes one for information only: each room adds its own
in AppConfig.ready(). Called in the transaction of publishing, with batches of the people concerned."""
BATCH = 500


class Published(Conflict):
    text = _("This version is published; it stays as it is. Start a new draft.")


class DraftExists(Conflict):
    text = _("There is a draft for these countries already. Change that one.")


class Incomplete(Refused):
    text = _(
        "Some parts are empty, or hold something in ⟦brackets⟧ that is still to be filled in or checked."
    )


class Replaced(Conflict):
    text = _("A newer version has been published in the meantime. Read that one.")


def start_draft(*, actor: User, group: str) -> Notice:
    """A draft with the texts of the version in force. Raises DraftExists."""
    demand_role(actor, RoleName.PRIVACY_OFFICER)
    current = Notice.objects.in_force(group)
    texts = {name: getattr(current, name) for name in Notice.TEXTS} if current else {}
    try:
        with transaction.atomic():
            draft = Notice.objects.create(group=group, **texts)
            record(actor=actor.audit_key, verb="notice.started", kind="notice", key=draft.pk)
    except IntegrityError:
        raise DraftExists() from None
    return draft


@transaction.atomic
def save_draft(*, actor: User, notice: Notice, information_only: bool, texts: Mapping[str, str]) -> Notice:
    """Writes a draft's texts. Raises Published."""
    demand_role(actor, RoleName.PRIVACY_OFFICER)
    draft = _draft(notice)
    draft.information_only = information_only
    for name in Notice.TEXTS:
        setattr(draft, name, texts[name].strip())
    draft.save()
    record(actor=actor.audit_key, verb="notice.saved", kind="notice", key=draft.pk)
    return draft


@transaction.atomic
def publish(*, actor: User, notice: Notice) -> Notice:
    """Puts a draft in force: who has read an older version is asked again. Raises Published, Incomplete."""
    demand_role(actor, RoleName.PRIVACY_OFFICER)
    draft = _draft(notice)
    if draft.missing():
        raise Incomplete()
    _put_in_force(draft)
    record(actor=actor.audit_key, verb="notice.published", kind="notice", key=draft.pk)
    if draft.information_only:
        _tell_the_rooms(draft.group)
    return draft


@transaction.atomic
def acknowledge(*, actor: User, notice: Notice) -> User:
    """Notes that `actor` has read this version, today. Raises Replaced where it is no longer the one in force."""
    if Notice.objects.in_force(notice.group) != notice:
        raise Replaced()
    User.objects.filter(pk=actor.pk).update(notice=notice, noticed_on=park_today())
    reader = User.objects.get(pk=actor.pk)
    if notice.information_only:  # whoever moves to such a country stays on no list
        for act in when_information_only:
            act([reader])
    return reader


@transaction.atomic
def load_notices(folder: Path, *, in_force: bool = False) -> int:
    """Makes a first draft of each group that has none, from data files; returns how many.

    `in_force` publishes them as they stand, marks and all: for demonstrations and tests.
    """
    made = 0
    for group in Group.values:
        if not Notice.objects.filter(group=group).exists():
            texts = json.loads((folder / f"{group}.json").read_text(encoding="utf-8"))
            draft = Notice.objects.create(group=group, **texts)
            made += 1
            if in_force:
                _put_in_force(draft)
    return made


def _draft(notice: Notice) -> Notice:
    held = Notice.objects.select_for_update().get(pk=notice.pk)
    if held.published_at is not None:
        raise Published()
    return held


def _put_in_force(draft: Notice) -> None:
    last = Notice.objects.filter(group=draft.group).aggregate(last=Max("number"))["last"] or 0
    draft.number, draft.published_at = last + 1, timezone.now()
    draft.save(update_fields=["number", "published_at"])


def _tell_the_rooms(group: str) -> None:
    concerned = User.objects.filter(notice__group=group, is_active=True).order_by("pk")
    keys = list(concerned.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = list(concerned.filter(pk__in=keys[start : start + BATCH]))
        for act in when_information_only:
            act(batch)
