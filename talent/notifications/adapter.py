"""allauth's mails as delivery rows. It stands here because accounts, below, knows no delivery."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from talent.accounts.adapter import Adapter
from talent.accounts.models import User
from talent.notifications.actions import queue


class MailingAdapter(Adapter):
    """Writes a row instead of sending within the request."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user")
        language = user.language if isinstance(user, User) else get_language() or "fa"
        words = {key: context.get(key, "") for key in ("code", "signup_url", "password_reset_url")}
        with override(language):
            parts = {
                part: render_to_string(f"{template_prefix}_{part}", words | {"language": language}).strip()
                for part in ("subject.txt", "message.txt", "message.html")
            }
        kind = template_prefix.rsplit("/", 1)[-1]
        queue(
            kind=kind,
            language=language,
            address=email,
            subject=parts["subject.txt"],
            text=parts["message.txt"],
            html=parts["message.html"],
        )
