"""The post: mails that are due go out, to the wire at which the tests stand."""

from django.core import mail
from django.core.mail import EmailMessage

from talent.notifications import tasks
from talent.notifications.models import Delivery


def sent_to(address: str) -> list[EmailMessage]:
    """Every mail to an address so far, what is due included."""
    tasks.deliver()
    return [one for one in mail.outbox if one.to == [address]]


def words(message: EmailMessage) -> str:
    """All that whoever carries the mail can read: the whole of it as it goes over the wire, decoded."""
    source = message.message()
    parts = [part.get_payload(decode=True) for part in source.walk() if not part.is_multipart()]
    bodies = [part.decode() for part in parts if isinstance(part, bytes)]
    return "\n".join([message.subject, *(f"{name}: {value}" for name, value in source.items()), *bodies])


def kinds() -> list[str]:
    """The kinds of all mails, in the order in which they were written."""
    return list(Delivery.objects.order_by("pk").values_list("kind", flat=True))
