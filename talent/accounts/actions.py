"""Verbs on accounts."""

from datetime import timedelta
from functools import partial
from importlib import import_module

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.browsers import family
from talent.accounts.models import OpenSession, OpenSessionQuerySet, Role, RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Refused
from talent.lib.hosts import is_plain

UNCONFIRMED_HOURS = 24


def change_settings(*, actor: User, language: str, time_zone: str, calendar: str) -> User:
    """Sets how the person reads pages and mails: language (fa, en), IANA zone, calendar."""
    actor.language, actor.time_zone, actor.calendar = language, time_zone, calendar
    actor.save(update_fields=["language", "time_zone", "calendar"])
    return actor


class OddAddress(Refused):
    code = "odd_address"
    text = _(
        "Write the address without quotation marks, and its host in Latin letters (xn--… for other scripts)."
    )


def demand_plain(email: str) -> None:
    """Raises OddAddress for an address whose host no hide list could be compared with."""
    if not is_plain(email):
        raise OddAddress(field="email")


class OwnRole(Refused):
    text = _("Nobody changes their own roles. Ask another privacy officer.")


class Nobody(Refused):
    text = _("Nobody has confirmed this address. Whoever is to work for the park signs up first.")


@transaction.atomic
def give_role(*, actor: User | None, user: User, name: RoleName) -> Role:
    """Makes `user` staff of the park as `name`. `actor` is a privacy officer, or None: by command, on the machine.

    Raises Forbidden for anybody else, OwnRole for oneself.
    """
    _demand_may_change_roles(actor, user)
    role, created = Role.objects.get_or_create(user=user, name=name)
    if created:
        record(actor=actor.audit_key if actor else None, verb=f"role.{name}", kind="user", key=user.audit_key)
    return role


@transaction.atomic
def take_role(*, actor: User, role: Role) -> None:
    """Takes a role away; from the next request on it opens nothing. Raises Forbidden, OwnRole."""
    _demand_may_change_roles(actor, role.user)
    if Role.objects.filter(pk=role.pk).delete()[0]:
        verb = f"role.{role.name}.taken"
        record(actor=actor.audit_key, verb=verb, kind="user", key=role.user.audit_key)


def somebody(*, actor: User, email: str) -> User:
    """The person behind a confirmed address, to give them a role. Raises Forbidden, and Nobody where there is none."""
    demand_role(actor, RoleName.PRIVACY_OFFICER)
    wanted = User.objects.filter(email=email.strip().lower(), is_active=True, emailaddress__verified=True)
    user = wanted.order_by("pk").first()
    if user is None:
        raise Nobody(field="email")
    return user


def _demand_may_change_roles(actor: User | None, user: User) -> None:
    if actor is None:
        return
    demand_role(actor, RoleName.PRIVACY_OFFICER)
    if actor.pk == user.pk:
        raise OwnRole()


def drop_unconfirmed() -> int:
    """Removes accounts whose address nobody confirmed within 24 hours; returns how many.

    Whoever signs up first owns an unconfirmed address: it must not stay taken.
    """
    since = timezone.now() - timedelta(hours=UNCONFIRMED_HOURS)
    stale = User.objects.filter(joined_at__lt=since, last_login=None, roles=None)
    stale = stale.exclude(emailaddress__verified=True)
    return sum(user.delete()[0] > 0 for user in stale)


def note_session(*, actor: User, session_key: str, user_agent: str) -> OpenSession:
    """Writes that `actor` has signed in, in which family of browser, today."""
    noted: OpenSession = OpenSession.objects.update_or_create(
        session_key=session_key,
        defaults={"user": actor, "browser": family(user_agent), "day": park_today()},
    )[0]
    return noted


def end_session(*, actor: User, pk: int) -> None:
    """Signs one of the actor's browsers out. Raises Absent for anybody else's."""
    if not _end(OpenSession.objects.filter(user=actor, pk=pk)):
        raise Absent()


def end_other_sessions(*, actor: User, keep: str | None) -> int:
    """Signs the actor out everywhere but in the session `keep` (None: everywhere); returns how many ended."""
    return _end(OpenSession.objects.filter(user=actor).exclude(session_key=keep or ""))


@transaction.atomic
def drop_factors(*, user: User) -> bool:
    """Removes every second factor of somebody who has lost theirs, and signs them out everywhere; False where there
    is none. By command alone: whoever may run one has looked at who asks."""
    if not Authenticator.objects.filter(user=user).delete()[0]:
        return False
    end_other_sessions(actor=user, keep=None)
    record(actor=None, verb="account.factors_dropped", kind="user", key=user.audit_key)
    return True


def forget_session(*, session_key: str | None) -> None:
    """Drops the row of a session that ends by itself, by signing out."""
    OpenSession.objects.filter(session_key=session_key or "").delete()


def forget_ended_sessions() -> int:
    """Drops the rows of sessions that have run out; returns how many."""
    gone = OpenSession.objects.exclude(pk__in=OpenSession.objects.alive().values("pk"))
    return gone.delete()[0]


def _end(sessions: OpenSessionQuerySet) -> int:
    """Deletes the rows, and the sessions themselves, in the database and in the cache before it."""
    keys = list(sessions.order_by("pk").values_list("session_key", flat=True))
    for key in keys:
        _drop(key)
        # a request beside us may have put it back into the cache from the row that was still there
        transaction.on_commit(partial(_drop, key))
    OpenSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def _drop(key: str) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore(key).delete()


def drop_squatters(*, email: str, owner: User) -> int:
    """Removes accounts that hold this address without ever having confirmed it, now that `owner` has.

    Somebody who signs up with another one's address must not keep it from them.
    """
    held = User.objects.filter(email=email.lower()).exclude(pk=owner.pk).exclude(emailaddress__verified=True)
    return sum(user.delete()[0] > 0 for user in held)
