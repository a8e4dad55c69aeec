"""Verbs on what people are told and on the mails that wait."""

from collections.abc import Mapping, Sequence
from email import message_from_bytes
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_people
from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.changes.sweeping import leave
from talent.lib.dates import park_today
from talent.lib.errors import Conflict, Refused
from talent.notifications.choices import DIGEST_KIND, Mode
from talent.notifications.emails import UNSUBSCRIBE, address_mail, is_address_token
from talent.notifications.kinds import kinds
from talent.notifications.models import Delivery, DeliveryState, Mailbox, Notification, Preference
from talent.notifications.telling import notify, notify_many
from talent.notifications.tokens import opaque, unseal


class AlwaysTold(Refused):
    code = "always_told"
    text = _("What is about the safety of your account is always told at once.")


class LinkOver(Refused):
    code = "link_over"
    text = _("This link is over. Have another mail sent.")


class NotGivenUp(Conflict):
    code = "not_given_up"
    text = _("This mail waits for its next attempt, or has been sent meanwhile.")


class NothingLeft(Refused):
    code = "nothing_left"
    text = _(
        "Nothing of this mail is left to send: a code has run out long ago. Whoever needs one asks for another."
    )


def queue(*, kind: str, language: str, address: str, subject: str, text: str, html: str = "") -> Delivery:
    """Queues the answer to a form, to whoever has that address; the sending task takes it within a second or so."""
    subject = " ".join(subject.split())[:200]
    return Delivery.objects.create(
        kind=kind, language=language, address=address, subject=subject, text=text, html=html
    )


def see(*, actor: User, keys: Sequence[UUID]) -> int:
    """Notes that the actor has seen these things; returns how many were new to them. Nobody else's are touched."""
    return _see(actor, keys)


def see_all(*, actor: User) -> int:
    """Notes that the actor has seen everything they were told; returns how many were new to them."""
    return _see(actor, None)


def _see(actor: User, keys: Sequence[UUID] | None) -> int:
    unseen = Notification.objects.of(actor).unseen().order_by()
    chosen = unseen if keys is None else unseen.filter(key__in=keys)
    return chosen.update(seen_at=timezone.now(), due_at=None)


@transaction.atomic
def choose_modes(*, actor: User, modes: Mapping[str, str]) -> None:
    """Sets how the actor is told of these kinds; what waits for a mail that they do not want any more waits no
    longer. Raises AlwaysTold for a kind that is about safety. The park does not hear of it: no audit."""
    hold_people(actor.pk)
    for name, mode in modes.items():
        if kinds[name].security:
            raise AlwaysTold(field=name)
        Preference.objects.update_or_create(user=actor, kind=name, defaults={"mode": Mode(mode)})
        if mode in (Mode.IN_APP, Mode.OFF):
            _stop(actor, name)


def _stop(user: User, kind: str) -> None:
    Notification.objects.filter(recipient=user, kind=kind).exclude(due_at=None).update(due_at=None)
    Delivery.objects.filter(recipient=user, kind=kind, state=DeliveryState.QUEUED).delete()


@transaction.atomic
def unsubscribe(*, token: str) -> None:
    """Stops the mails that a mail's own address names; what is told goes on in the list. Any other token does
    nothing, and looks the same."""
    content = unseal(token, purpose=UNSUBSCRIBE)
    user = User.objects.filter(pk=int.from_bytes(content[:8], "big")).first()
    name = content[8:].decode()
    if user is None:
        return
    chosen = dict(Preference.objects.filter(user=user).values_list("kind", "mode"))
    daily = [known for known in kinds if chosen.get(known, kinds[known].default) == Mode.DIGEST]
    wanted = daily if name == DIGEST_KIND else [name]
    stopped = [
        one for one in wanted if one in kinds and not kinds[one].security and chosen.get(one) != Mode.OFF
    ]
    choose_modes(actor=user, modes=dict.fromkeys(stopped, Mode.IN_APP))


def ask_address_again(*, actor: User) -> None:
    """Sends one mail to an address from which mail came back, with a link that only its reader can follow."""
    parts = address_mail(actor, park_today())
    queue(kind="address_check", language=actor.language, address=actor.email, **parts)


def confirm_address_again(*, actor: User, token: str) -> None:
    """Somebody has read that mail, so mails are sent again. Raises LinkOver."""
    if not is_address_token(token, actor, park_today()):
        raise LinkOver()
    Mailbox.objects.filter(user=actor).update(bounced_at=None)


@transaction.atomic
def send_again(*, actor: User, delivery: Delivery) -> None:
    """Tries a mail that was given up once more from the beginning; with the same number, so that whoever got it
    after all gets it once. Raises NotGivenUp, NothingLeft."""
    demand_role(actor, RoleName.OPERATOR)
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if locked.state != DeliveryState.FAILED:
        raise NotGivenUp()
    if not locked.has_something:
        raise NothingLeft()
    locked.state, locked.attempts, locked.due_at = DeliveryState.QUEUED, 0, timezone.now()
    locked.save(update_fields=["state", "attempts", "due_at"])
    record(actor=actor.audit_key, verb="delivery.sent_again", kind="delivery", key=str(locked.pk))


@transaction.atomic
def tell_of_superuser(*, user: User) -> None:
    """Tells all privacy officers that a superuser has signed in; whoever it was, the audit trail knows by key."""
    record(actor=user.audit_key, verb="superuser.signed_in", kind="user", key=user.audit_key)
    officers = User.objects.filter(roles__name=RoleName.PRIVACY_OFFICER, is_active=True).order_by("pk")
    event = opaque("superuser_signed_in", uuid4())
    notify_many(recipients=officers, kind="superuser_signed_in", event=event, path="/back-office/audit/")


def tell_of_change(*, user: User, kind: str, address: str = "") -> None:
    """Tells somebody of a change of how they sign in, at the address that the change concerns."""
    event = opaque(kind, uuid4())
    notify(recipient=user, kind=kind, event=event, path="/account/settings/", address=address)


def tell_information_only(people: Sequence[User]) -> None:
    """Tells people that where they live the network is there for information alone from now on."""
    event = opaque("information_only", park_today())
    notify_many(recipients=people, kind="information_only", event=event, path="/profile/")


def erase_mails(user: User) -> None:
    """Removes what is queued for a person; what was written into files is left to the sweeper."""
    Delivery.objects.filter(address=user.email).delete()
    leave("mails", user.email)


def quieten(user: User) -> None:
    """Removes queued mails that are not about the safety of the account; the list goes on without them."""
    waiting = Delivery.objects.filter(recipient=user, state=DeliveryState.QUEUED)
    waiting.filter(kind__in=[*(name for name, kind in kinds.items() if kind.quietable), DIGEST_KIND]).delete()
    Notification.objects.filter(recipient=user).exclude(due_at=None).update(due_at=None)


def remove_written(addresses: list[str]) -> None:
    """Removes mails that were written into files (in development, where files take the place of a mail server)."""
    folder = Path(settings.EMAIL_FILE_PATH)
    wanted = set(addresses)
    for path in folder.glob("*.log"):
        if message_from_bytes(path.read_bytes())["To"] in wanted:
            path.unlink(missing_ok=True)
