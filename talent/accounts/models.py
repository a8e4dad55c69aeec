"""People who sign in, and the roles that some of them hold."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower, StrIndex, Substr
from django.utils.translation import gettext_lazy as _

from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

DOMAIN = Substr("email", StrIndex("email", models.Value("@")) + 1)
"""The host of a row's address, as the database computes it."""
ME_UNTIL_END = Kept(Purpose.SHOW_PAGES, Readers.ME, Until.ACCOUNT_ENDS)


class Language(models.TextChoices):
    FA = "fa", _("Persian")
    EN = "en", _("English")


class Calendar(models.TextChoices):
    JALALI = "jalali", _("Solar Hijri")
    GREGORIAN = "gregorian", _("Gregorian")


class UserManager(BaseUserManager["User"]):
    """Makes users; addresses are kept in lower case, so that one person is one row."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """One person, known by an address. What a person is (expert, member, staff) is rows elsewhere."""

    email = models.EmailField(_("E-mail"), max_length=254, unique=True)
    language = models.CharField(_("Language"), max_length=2, choices=Language, default=Language.FA)
    time_zone = models.CharField(_("Time zone"), max_length=60, default="Asia/Tehran")
    calendar = models.CharField(_("Calendar"), max_length=10, choices=Calendar, default=Calendar.JALALI)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    audit_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    domain = models.GeneratedField(
        expression=DOMAIN, output_field=models.CharField(max_length=254), db_persist=True
    )

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    inventory: ClassVar[Inventory] = {
        "password": Kept(Purpose.SIGN_IN, Readers.NOBODY, Until.ACCOUNT_ENDS),
        "last_login": Kept(Purpose.SIGN_IN, Readers.ME, Until.ACCOUNT_ENDS),
        "is_superuser": PLAIN,
        "email": Kept(Purpose.SIGN_IN, Readers.ME, Until.ACCOUNT_ENDS),
        "language": ME_UNTIL_END,
        "time_zone": ME_UNTIL_END,
        "calendar": ME_UNTIL_END,
        "is_active": PLAIN,
        "joined_at": Kept(Purpose.SIGN_IN, Readers.ME, Until.ACCOUNT_ENDS),
        "audit_key": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.ACCOUNT_ENDS),
        "domain": Kept(Purpose.STAY_HIDDEN, Readers.NOBODY, Until.ACCOUNT_ENDS),
        "groups": PLAIN,
        "user_permissions": PLAIN,
    }

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]
        # every search leaves these out: found without walking through everybody
        indexes = [
            models.Index("id", condition=models.Q(is_active=False), name="user_inactive"),
            models.Index(fields=["domain"], name="user_domain"),
        ]

    def __str__(self) -> str:
        return self.email


class RoleName(models.TextChoices):
    MODERATOR = "moderator", _("Moderator")
    EDITOR = "editor", _("Editor")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    OPERATOR = "operator", _("Operator")


class Role(models.Model):
    """That a person works for the park, as what. Nobody gets one by signing up."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20, choices=RoleName)

    inventory: ClassVar[Inventory] = {
        "user": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.ACCOUNT_ENDS),
        "name": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.ACCOUNT_ENDS),
    }

    class Meta:
        ordering = ["user_id", "name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="role_once")]

    def __str__(self) -> str:
        return self.name
