"""Second factors: how allauth keeps their secrets, and what an authenticator app shows."""

from base64 import urlsafe_b64encode
from functools import cache
from typing import ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.accounts.models import User


@cache
def _cipher(key: str) -> Fernet:
    """Fernet (AES-CBC with HMAC) under a key derived by HKDF, RFC 5869, from the setting."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factor").derive(key.encode())
    return Fernet(urlsafe_b64encode(derived))


class FactorAdapter(DefaultMFAAdapter):
    """allauth's adapter: secrets are encrypted at rest under FACTOR_KEY, not under SECRET_KEY."""

    error_messages: ClassVar[dict[str, object]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not right. Write the one that the app shows now."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher(settings.FACTOR_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher(settings.FACTOR_KEY).decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return str(_("Talent Network"))

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, object]:
        """The names that the device shows are the address; nothing else of the person leaves."""
        entity: dict[str, object] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.email, "name": user.email}
