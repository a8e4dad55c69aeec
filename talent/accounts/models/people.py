"""People who sign in, and the roles that some of them hold."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Lower, StrIndex, Substr
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from talent.accounts.models.notices import Notice
from talent.accounts.reading import columns
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


_READER = """
SELECT reader.*, shown.information_only AS reads_only,
  EXISTS(SELECT 1 FROM mfa_authenticator AS held WHERE held.user_id = reader.id AND held.type IN ('totp', 'webauthn'))
    AS factor,{more}
  EXISTS(SELECT 1 FROM accounts_notice AS newer
    WHERE newer."group" = shown."group" AND newer.number > shown.number) AS outdated
FROM accounts_user AS reader LEFT JOIN accounts_notice AS shown ON shown.id = reader.notice_id
WHERE reader.id = %s
"""
"""Read at every request: as a queryset it would take four times as long to build as to answer."""


def factors() -> models.QuerySet[Any]:
    """allauth's authenticators that count as a second factor: recovery codes alone are none."""
    from allauth.mfa.models import Authenticator  # its models need ours to be there

    rows: models.QuerySet[Any] = Authenticator.objects.filter(type__in=("totp", "webauthn"))
    return rows


class UserManager(BaseUserManager["User"]):
    """Makes users; addresses are kept in lower case, so that one person is one row."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def reader(self, pk: Any) -> "User | None":
        """Who is signed in, with `has_second_factor`, `notice_stands` and `may_only_read` known, in one
        statement, and with what other rooms add (`talent.accounts.reading`)."""
        more = "".join(f"\n  {sql} AS {name}," for name, sql in columns.items())
        return next(iter(self.raw(_READER.format(more=more), [pk])), None)

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
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="+")
    noticed_on = models.DateField(null=True)
    quiet_since = models.DateTimeField(null=True)
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
        "notice": Kept(Purpose.TELL_FIRST, Readers.ME, Until.ACCOUNT_ENDS),
        "noticed_on": Kept(Purpose.TELL_FIRST, Readers.ME, Until.ACCOUNT_ENDS),
        "quiet_since": Kept(Purpose.STAY_HIDDEN, Readers.ME, Until.PERSON_CHANGES_IT),
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

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether signing in asks for more than the password. Of the signed-in reader it is known already: the
        back end reads it along with the row.
        """
        known: bool | None = self.__dict__.get("factor")
        return factors().filter(user=self.pk).exists() if known is None else bool(known)

    @cached_property
    def notice_stands(self) -> bool:
        """Whether the notice that was read is the one in force."""
        if self.notice_id is None:
            return False
        known: bool | None = self.__dict__.get("outdated")
        if known is None:
            assert self.notice is not None
            return Notice.objects.in_force(self.notice.group) == self.notice
        return not known

    @cached_property
    def may_only_read(self) -> bool:
        """Whether, where the person lives, the network is there for information alone."""
        known: bool | None = self.__dict__.get("reads_only")
        return (
            bool(known)
            if "reads_only" in self.__dict__
            else bool(self.notice and self.notice.information_only)
        )


class RoleName(models.TextChoices):
    MODERATOR = "moderator", _("Moderator")
    EDITOR = "editor", _("Editor")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    OPERATOR = "operator", _("Operator")
    CASE_OFFICER = "case_officer", _("Case officer")


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


class Browser(models.TextChoices):
    FIREFOX = "firefox", "Firefox"
    CHROME = "chrome", "Chrome"
    SAFARI = "safari", "Safari"
    EDGE = "edge", "Edge"
    OPERA = "opera", "Opera"
    SAMSUNG = "samsung", "Samsung Internet"
    OTHER = "other", _("Another browser")


class OpenSessionQuerySet(models.QuerySet["OpenSession"]):
    def alive(self) -> "OpenSessionQuerySet":
        """Those whose session has not run out or been thrown away."""
        running = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
        return self.filter(session_key__in=running)


class OpenSession(models.Model):
    """That somebody is signed in, in which family of browser, since which day. Never the address, never the minute."""

    user = models.ForeignKey(User, models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=10, choices=Browser, default=Browser.OTHER)
    day = models.DateField()

    objects = OpenSessionQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "user": Kept(Purpose.SIGN_IN, Readers.ME, Until.SESSION_ENDS),
        "session_key": Kept(Purpose.SIGN_IN, Readers.NOBODY, Until.SESSION_ENDS),
        "browser": Kept(Purpose.SIGN_IN, Readers.ME, Until.SESSION_ENDS),
        "day": Kept(Purpose.SIGN_IN, Readers.ME, Until.SESSION_ENDS),
    }

    class Meta:
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return f"{self.browser} · {self.day}"
