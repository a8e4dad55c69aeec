"""What a mail says, made when it is sent: in the language, the calendar and the digits that its reader has then.

A mail is read by whoever stands behind the reader, keeps the mailbox or carries the post. So nothing in it says what
happened: neither subject nor body nor headers nor sender hold a name, a company, the park, a job or a country.
"""

from collections import Counter
from datetime import date, datetime
from email.encoders import encode_base64
from email.mime.nonmultipart import MIMENonMultipart
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from talent.accounts.models import User
from talent.lib.dates import digits, show_moment, zone
from talent.notifications.choices import DIGEST_KIND
from talent.notifications.kinds import Enclosed, kinds
from talent.notifications.models import Delivery, Notification
from talent.notifications.tokens import mark_of, seal, seal_numbers, unseal_numbers

UNSUBSCRIBE, MESSAGE, RETURN, ADDRESS = "unsubscribe", "message", "return", "address"
"""What tokens are for."""
ADDRESS_DAYS = 3


def message_of(delivery: Delivery, now: datetime) -> EmailMultiAlternatives | None:
    """The mail as it is to be sent now; None where there is nothing left to tell."""
    if delivery.recipient is None:
        return _framed(delivery, delivery.address, delivery.language, vars(delivery))
    person = delivery.recipient
    with override(person.language):
        if delivery.kind == DIGEST_KIND:
            words = _morning(person, list(Notification.objects.gathered(person, now)))
        else:
            words = _one(person, delivery.notification)
        if words is None:
            return None
        parts = {
            "subject": str(words["heading"]),
            "text": render_to_string("notifications/email/told_message.txt", words).strip(),
            "html": render_to_string("notifications/email/told_message.html", words).strip(),
        }
        address = delivery.address or person.email
        message = _framed(delivery, address, person.language, parts, str(words.get("leave", "")))
        if enclosed := words.get("enclosed"):
            _enclose(message, enclosed)
        return message


def _one(person: User, told: Notification | None) -> dict[str, Any] | None:
    """What a mail says of one thing."""
    if told is None or told.kind not in kinds:
        return None
    kind = kinds[told.kind]
    enclosed = kind.encloses(person, told.path) if kind.encloses else None
    page = reverse("open_notification", kwargs={"key": told.key})
    words = {
        "heading": kind.subject,
        "said": [kind.mail, *([enclosed.line] if enclosed and enclosed.line else [])],
        "enclosed": enclosed,
        "button": kind.button,
        "when": _moment(told.created_at, person),
        "security": kind.security,
        "link": f"{settings.BASE_URL}{reverse(kind.direct) if kind.direct else page}",
    }
    return _around(person, words, "" if kind.security else told.kind)


def _morning(person: User, gathered: list[Notification]) -> dict[str, Any] | None:
    """What a mail says of all that came since the last morning."""
    counted = Counter(told.kind for told in gathered if told.kind in kinds)
    if not counted:
        return None
    number = counted.total()
    heading = ngettext("%(count)s thing is new", "%(count)s things are new", number) % {"count": number}
    lines = [
        f"{kinds[name].subject} ({many})" if many > 1 else kinds[name].subject
        for name, many in counted.items()
    ]
    words = {
        "heading": digits(heading, person.language),
        "said": [digits(line, person.language) for line in lines],
        "button": _("See what is new"),
        "when": _moment(max(told.created_at for told in gathered), person),
        "security": False,
        "link": f"{settings.BASE_URL}{reverse('notifications')}",
    }
    return _around(person, words, DIGEST_KIND)


def _around(person: User, words: dict[str, Any], kind: str) -> dict[str, Any]:
    """What stands around it: who sends it, and where its reader chooses; without a `kind` nobody can."""
    leave = reverse("unsubscribe", kwargs={"token": unsubscribe_token(person, kind)}) if kind else ""
    return words | {
        "language": person.language,
        "sender": sender_name(person.language),
        "leave": f"{settings.BASE_URL}{leave}" if kind else "",
        "choices": f"{settings.BASE_URL}{reverse('notification_choices')}",
        "reset": f"{settings.BASE_URL}{reverse('account_reset_password')}",
    }


def _framed(
    delivery: Delivery, address: str, language: str, parts: dict[str, Any], leave: str = ""
) -> EmailMultiAlternatives:
    """The message with its headers: always the same number for the same row, and a way back that names only it."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    message = EmailMultiAlternatives(
        parts["subject"],
        parts["text"],
        from_email=return_path(delivery, address),
        to=[address],
        headers={
            "From": formataddr((sender_name(language), sender)),
            "Message-ID": f"<{seal_numbers(delivery.pk, purpose=MESSAGE)}@{sender.rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
        },
    )
    if leave:  # RFC 8058
        message.extra_headers |= {
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    if parts["html"]:
        message.attach_alternative(parts["html"], "text/html")
    return message


def _enclose(message: EmailMultiAlternatives, enclosed: Enclosed) -> None:
    """Attaches a file under exactly its type, whose parameters mail programs read (RFC 6047)."""
    if not enclosed.content:
        return
    main, *parameters = (part.strip() for part in enclosed.type.split(";"))
    part = MIMENonMultipart(*main.split("/", 1))
    for name, value in (one.split("=", 1) for one in parameters):
        part.set_param(name, value)
    part.set_payload(enclosed.content)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=enclosed.name)
    message.attach(part)


def return_path(delivery: Delivery, address: str) -> str:
    """Where mail servers send what cannot be delivered: settings.RETURN_PATH, with a word after a plus sign by which
    we know whose address it was. The sent row itself does not know."""
    before, _at, host = settings.RETURN_PATH.rpartition("@")
    owner = delivery.recipient_id if delivery.recipient and delivery.recipient.email == address else 0
    content = (
        delivery.pk.to_bytes(6, "big") + (owner or 0).to_bytes(5, "big") + mark_of(address).to_bytes(4, "big")
    )
    return f"{before}+{seal(content, purpose=RETURN)}@{host}"


def unsubscribe_token(person: User, kind: str) -> str:
    """The word in a mail's address by which its reader stops mails of that kind, without signing in."""
    return seal(person.pk.to_bytes(8, "big") + kind.encode(), purpose=UNSUBSCRIBE)


def address_mail(person: User, today: date) -> dict[str, str]:
    """The mail by which somebody confirms their address again, as subject, text and html."""
    token = seal_numbers(person.pk, today.toordinal(), mark_of(person.email), purpose=ADDRESS)
    with override(person.language):
        link = f"{settings.BASE_URL}{reverse('confirm_address', kwargs={'token': token})}"
        words = {"language": person.language, "sender": sender_name(person.language), "link": link}
        return {
            "subject": _("Confirm your address"),
            "text": render_to_string("notifications/email/address_message.txt", words).strip(),
            "html": render_to_string("notifications/email/address_message.html", words).strip(),
        }


def is_address_token(token: str, person: User, today: date) -> bool:
    """Whether the token is from such a mail to this person, to the address they have now, of the last days."""
    owner, day, address = unseal_numbers(token, 3, purpose=ADDRESS)
    fresh = 0 <= today.toordinal() - day <= ADDRESS_DAYS
    return fresh and owner == person.pk and address == mark_of(person.email)


def sender_name(language: str) -> str:
    """Who mails come from: a name that says nothing (SENDER_NAME_FA, SENDER_NAME_EN)."""
    return str(settings.SENDER_NAMES[language])


def _moment(moment: datetime, person: User) -> str:
    local = {"calendar": person.calendar, "language": person.language}
    return show_moment(moment, **local, to=zone(person.time_zone))
