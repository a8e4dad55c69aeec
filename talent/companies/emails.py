"""The mail to whoever has an invited address: subject and sender tell a looker-on nothing, its text names the company."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from talent.companies.models import Invitation
from talent.companies.never import token
from talent.notifications.actions import queue
from talent.notifications.emails import sender_name


def queue_invitation(invitation: Invitation) -> None:
    """Writes to an address that a company invites it: the same words whoever reads there, in the language in which
    the company invites."""
    language, company = invitation.language, invitation.company
    with override(language):
        never = reverse("never_invite", args=[token(invitation.address, key=settings.INVITATION_KEY)])
        words = {
            "language": language,
            "sender": sender_name(language),
            "link": f"{settings.BASE_URL}{reverse('my_companies')}",
            "never": f"{settings.BASE_URL}{never}",
            "company": company.name_fa if language == "fa" else company.name_en,
            "verified": company.is_verified,
        }
        told = {
            "subject": render_to_string("companies/email/invitation_subject.txt", words).strip(),
            "text": render_to_string("companies/email/invitation_message.txt", words).strip(),
            "html": render_to_string("companies/email/invitation_message.html", words).strip(),
        }
    queue(kind="invitation", language=language, address=invitation.address, **told)
