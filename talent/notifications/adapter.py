"""allauth's mails as delivery rows, and the changes it makes as what people are told. It stands here because accounts, below, knows no delivery."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override

from talent.accounts.adapter import Adapter
from talent.accounts.models import User
from talent.notifications.actions import queue, tell_of_change, tell_of_superuser
from talent.notifications.emails import sender_name

_FORMS = {
    "email_confirmation": "account_email_verification_sent",
    "email_confirmation_signup": "account_email_verification_sent",
    "password_reset_code": "account_confirm_password_reset_code",
}


class MailingAdapter(Adapter):
    """Writes a row instead of sending within the request."""

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        if user.is_superuser:
            tell_of_superuser(user=user)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: str | None = None
    ) -> None:
        """Of a change of how one signs in its owner is told; `email` is the address that they have left."""
        tell_of_change(user=user, kind=template_prefix.rsplit("/", 1)[-1], address=email or "")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user")
        language = user.language if isinstance(user, User) else get_language() or "fa"
        words = {key: context.get(key, "") for key in ("code", "signup_url", "password_reset_url")}
        kind = template_prefix.rsplit("/", 1)[-1]
        with override(language):
            words |= {"link": _link(kind, words["code"]), "sender": sender_name(language)}
            parts = {
                part: render_to_string(f"{template_prefix}_{part}", words | {"language": language}).strip()
                for part in ("subject.txt", "message.txt", "message.html")
            }
        queue(
            kind=kind,
            language=language,
            address=email,
            subject=parts["subject.txt"],
            text=parts["message.txt"],
            html=parts["message.html"],
        )


def _link(kind: str, code: str) -> str:
    """The address of the form in which the code stands already; the code alone opens nothing elsewhere."""
    if kind not in _FORMS:
        return ""
    return f"{settings.BASE_URL}{reverse(_FORMS[kind])}?{urlencode({'code': code})}"
