"""Mails of this room. Subject and sender tell a looker-on nothing; only an invitation names somebody: the company."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from talent.accounts.models import User
from talent.companies.models import Company, Invitation, Membership
from talent.companies.never import token
from talent.notifications.actions import queue


def queue_news(company: Company) -> None:
    """Tells the owners of a company that its registration stands otherwise now."""
    owners = Membership.objects.owners().filter(company=company).order_by().values("email")
    for user in User.objects.filter(email__in=owners, is_active=True, quiet_since=None).order_by("pk"):
        queue_news_to(user)


def queue_news_to(user: User) -> None:
    """Tells one person that there is news about a company."""
    _queue("company_news", user.language, user.email, {})


def queue_invitation(invitation: Invitation) -> None:
    """Writes to an address that a company invites it: the same words whoever reads there, in the language in which
    the company invites."""
    language, company = invitation.language, invitation.company
    with override(language):
        never = reverse("never_invite", args=[token(invitation.address, key=settings.INVITATION_KEY)])
    named = {
        "company": company.name_fa if language == "fa" else company.name_en,
        "verified": company.is_verified,
    }
    _queue("invitation", language, invitation.address, named | {"never": f"{settings.BASE_URL}{never}"})


def _queue(kind: str, language: str, address: str, more: dict[str, object]) -> None:
    with override(language):
        words = {"language": language, "link": f"{settings.BASE_URL}{reverse('my_companies')}"} | more
        subject = render_to_string(f"companies/email/{kind}_subject.txt", words)
        text = render_to_string(f"companies/email/{kind}_message.txt", words)
        html = render_to_string(f"companies/email/{kind}_message.html", words)
    queue(
        kind=kind,
        language=language,
        address=address,
        subject=subject.strip(),
        text=text.strip(),
        html=html.strip(),
    )
