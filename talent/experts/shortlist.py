"""Verbs on a company's shortlist. Each is one transaction: lock, rule, write, audit; and what is saved."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.audit.actions import record
from talent.companies.models import Membership
from talent.companies.permissions import demand_still_recruiter
from talent.experts.audience import company as company_audience
from talent.experts.models import Profile, Shortlisted
from talent.experts.models.profiles import ProfileQuerySet
from talent.experts.presence import present
from talent.experts.silencing import hold_parties
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Conflict


class KeptAlready(Conflict):
    code = "kept_already"
    text = _(
        "Your company has put this expert on the shortlist meanwhile, with another note. It stands below; what you "
        "typed is still in the field."
    )


class NoteMoved(Conflict):
    code = "note_moved"
    text = _(
        "Somebody of your company has changed the note meanwhile. It stands below; what you typed is still in the field."
    )


class NotKept(Conflict):
    code = "not_kept"
    text = _(
        "Your company has taken this expert off the shortlist meanwhile. What you typed is still in the field: put "
        "them back with it, or leave it."
    )


def saved_by(company: int) -> QuerySet[Shortlisted]:
    """All that a company has saved, newest first: whom it may still see is another question (`present`)."""
    return Shortlisted.objects.filter(company=company)


def telling_saved(profiles: ProfileQuerySet, company: int) -> ProfileQuerySet:
    """The same profiles, each with whether the company has saved it (`is_saved`), in the same statement."""
    return profiles.annotate(is_saved=Exists(saved_by(company).filter(profile=OuterRef("pk"))))


@transaction.atomic
def keep(*, actor: User, membership: Membership, profile: Profile, note: str) -> Shortlisted:
    """Puts an expert on the shortlist of the member's company; a second time changes nothing.

    Raises ReaderOnly; Absent where the company does not see the profile (any more); KeptAlready where it has saved
    them with another note than the one that is brought.
    """
    _hold(actor, membership, profile)
    kept, is_new = Shortlisted.objects.get_or_create(
        company=membership.company, profile=profile, defaults={"note": note, "saved_on": park_today()}
    )
    if note not in ("", kept.note):
        raise KeptAlready(field="note")
    if is_new:
        _record(actor, membership, "shortlist.kept")
    return kept


@transaction.atomic
def rewrite(*, actor: User, membership: Membership, profile: Profile, note: str, version: int) -> Shortlisted:
    """Writes the note anew, or takes it away ("").

    Raises ReaderOnly, Absent; NotKept where the expert is not on the shortlist, NoteMoved where `version` is not
    the current one.
    """
    _hold(actor, membership, profile)
    kept = saved_by(membership.company_id).filter(profile=profile).first()
    if kept is None:
        raise NotKept()
    if kept.version != version:
        raise NoteMoved(field="note")
    kept.note, kept.version = note, version + 1
    kept.save(update_fields=["note", "version"])
    _record(actor, membership, "shortlist.noted")
    return kept


@transaction.atomic
def drop(*, actor: User, membership: Membership, profile: Profile) -> None:
    """Takes an expert off the shortlist, with the note; nothing happens where they are not on it.
    Raises ReaderOnly, Absent."""
    _hold(actor, membership, profile)
    gone, _rows = saved_by(membership.company_id).filter(profile=profile).delete()
    if gone:
        _record(actor, membership, "shortlist.dropped")


def _hold(actor: User, membership: Membership, profile: Profile) -> None:
    """Locks both sides, and only then asks whether the company is shown the expert. Raises ReaderOnly, Absent."""
    people = hold_parties(membership.company_id, profile.pk, actor.pk)
    demand_still_recruiter(membership)
    audience = company_audience(membership.company_id, actor.pk, waiting=membership.waiting)
    if profile.pk not in present(audience, [profile.pk], timezone.now()) or actor.pk not in people:
        raise Absent()


def _record(actor: User, membership: Membership, verb: str) -> None:
    """The trail names the company, never the expert."""
    record(actor=actor.audit_key, verb=verb, kind="company", key=membership.company.slug)
