"""Queueing mails and sending them. The row is the truth; a task finds it."""

from collections.abc import Sequence
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from talent.accounts.models import RoleName, User
from talent.audit.actions import record
from talent.changes.sweeping import leave
from talent.notifications.models import Delivery, DeliveryState

MAX_ATTEMPTS = 8
QUIETABLE = (
    *("still_true", "unlisted", "new_company", "information_only"),
    *("contact_asked", "contact_news", "company_news", "invitation"),
)  # all others are about safety
EMPTY = {"address": "", "subject": "", "text": "", "html": ""}  # what stays of a mail that is done with


def queue(*, kind: str, language: str, address: str, subject: str, text: str, html: str = "") -> Delivery:
    """Queues one mail; the sending task takes it within a second or so."""
    subject = " ".join(subject.split())[:200]
    return Delivery.objects.create(
        kind=kind, language=language, address=address, subject=subject, text=text, html=html
    )


@transaction.atomic
def tell_of_superuser(*, user: User) -> None:
    """Writes to all privacy officers that a superuser has signed in; whoever it was, the audit trail knows by key."""
    record(actor=user.audit_key, verb="superuser.signed_in", kind="user", key=user.audit_key)
    officers = User.objects.filter(roles__name=RoleName.PRIVACY_OFFICER, is_active=True).order_by("pk")
    for officer in officers:
        with override(officer.language):
            subject = _("A superuser has signed in")
            text = _("An account without limits was opened just now. The audit trail says by which key.")
        queue(
            kind="superuser_signed_in",
            language=officer.language,
            address=officer.email,
            subject=subject,
            text=text,
        )


def tell_of_dropped_factors(*, user: User) -> None:
    """Writes to somebody that the park has removed their second factor."""
    with override(user.language):
        subject = _("Your second factor is removed")
        text = _(
            "The park has removed your second factor, as was asked of it, and has signed you out everywhere. From now on "
            "the password alone opens your account: sign in and add a new second factor. If you did not ask for this, "
            "choose a new password at once: %(address)s"
        ) % {"address": f"{settings.BASE_URL}{reverse('account_reset_password')}"}
    queue(kind="factors_dropped", language=user.language, address=user.email, subject=subject, text=text)


def tell_information_only(people: Sequence[User]) -> None:
    """Writes to people where they live the network is there for information alone from now on."""
    for person in people:
        with override(person.language):
            subject = _("From now on for information only")
            text = _(
                "Where you live, the network can be read from now on, but nothing can be offered through it. You are "
                "no longer shown in any search. Your account and all you wrote are still yours: you can sign in, "
                "take it along or delete it."
            )
        queue(
            kind="information_only",
            language=person.language,
            address=person.email,
            subject=subject,
            text=text,
        )


def erase_mails(user: User) -> None:
    """Removes what is queued for a person; what was written into files is left to the sweeper."""
    Delivery.objects.filter(address=user.email).delete()
    leave("mails", user.email)


def quieten(user: User) -> None:
    """Removes queued mails that are not about the safety of the account."""
    Delivery.objects.filter(address=user.email, state=DeliveryState.QUEUED, kind__in=QUIETABLE).delete()


def remove_written(addresses: list[str]) -> None:
    """Removes mails that were written into files (in development, where files take the place of a mail server)."""
    folder = Path(settings.EMAIL_FILE_PATH)
    wanted = set(addresses)
    for path in folder.glob("*.log"):
        if message_from_bytes(path.read_bytes())["To"] in wanted:
            path.unlink(missing_ok=True)


def send_due(limit: int = 50) -> int:
    """Sends mails that are due, oldest first; returns how many left. A failing mail waits longer each time."""
    now = timezone.now()
    due = Delivery.objects.filter(state=DeliveryState.QUEUED, due_at__lte=now).order_by("id")
    return sum(_send(pk) for pk in due.values_list("pk", flat=True)[:limit])


def _send(pk: int) -> bool:
    delivery = _claim(pk)
    if delivery is None:
        return False
    try:
        _message(delivery).send()
    except OSError:  # the mail server is away or refuses: the row stays queued until its attempts are used up
        Delivery.objects.filter(pk=pk, state=DeliveryState.FAILED).update(**EMPTY)
        return False
    Delivery.objects.filter(pk=pk).update(state=DeliveryState.SENT, **EMPTY)
    return True


@transaction.atomic
def _claim(pk: int) -> Delivery | None:
    """Counts the attempt and moves the row out of other workers' reach before anything is sent."""
    waiting = Delivery.objects.select_for_update(skip_locked=True).order_by()
    delivery = waiting.filter(pk=pk, state=DeliveryState.QUEUED, due_at__lte=timezone.now()).first()
    if delivery is None:
        return None
    delivery.attempts += 1
    delivery.due_at = timezone.now() + timedelta(seconds=30 * 2**delivery.attempts)
    if delivery.attempts >= MAX_ATTEMPTS:
        delivery.state = DeliveryState.FAILED
    delivery.save(update_fields=["attempts", "due_at", "state"])
    return delivery


def _message(delivery: Delivery) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(delivery.subject, delivery.text, to=[delivery.address])
    message.extra_headers["Content-Language"] = delivery.language
    if delivery.html:
        message.attach_alternative(delivery.html, "text/html")
    return message
