"""What a company does with an application. Each verb is one transaction: lock, rule, write, log, audit, tell."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.applications.models import GIVEN, Application, PrivateComment
from jobs.applications.moving import SHOWN, NotNow, found_step, held, named, tell, unseen, write
from jobs.applications.states import UNANSWERED, Side, State, Verb
from jobs.applications.wording import TO_COMPANY
from jobs.openings.models import Reviewer
from talent.accounts.models import User
from talent.audit.actions import record
from talent.companies.models import Membership
from talent.companies.permissions import demand_still_recruiter
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Conflict, Forbidden, Refused

TOLD = (Verb.SHORTLIST, Verb.OFFER, Verb.RESCIND, Verb.REFUSE)
"""Steps of which the applicant is told at once."""


class NotReviewer(Forbidden):
    code = "not_reviewer"
    text = _("This opening is reviewed without names: only the people named for it read and decide.")


class Moved(Conflict):
    code = "moved"
    text = _("Somebody was quicker. Below is how it stands now; nothing of yours was changed.")


class NoReason(Refused):
    code = "no_reason"
    text = _("Choose a reason. Whether the applicant reads it is another choice.")


@transaction.atomic
def decide(
    *,
    actor: User,
    membership: Membership,
    application: Application,
    wanted: Verb,
    version: int,
    reason: str = "",
    shares_reason: bool = False,
    text: str = "",
) -> None:
    """Moves an application on. `version`: of what the member has seen. `text`: what is offered, which goes when the
    offer is taken back. Raises ReaderOnly, Absent, NotReviewer;
    Moved where somebody was quicker, saying what has happened; NotNow; NoReason."""
    locked, now = _held_by_member(actor, membership, application), timezone.now()
    if locked.version != version:
        raise Moved(_quicker(locked))
    found = found_step(locked, wanted, Side.COMPANY)
    written: dict[str, object] = {}
    if wanted == Verb.REFUSE:
        if reason not in dict(GIVEN):
            raise NoReason(field="reason")
        written = {"reason": reason, "shares_reason": shares_reason}
    if wanted in (Verb.OFFER, Verb.RESCIND):
        written = {"offer": text if wanted == Verb.OFFER else ""}
    if wanted == Verb.SHORTLIST and locked.is_nameless:
        written = dict(named(locked))
    step = write(locked, found, now, actor, note=reason, **written)
    if wanted in TOLD:
        tell(locked, step)
    record(actor=actor.audit_key, verb=f"application.{wanted}", kind="company", key=membership.company.slug)


@transaction.atomic
def comment(*, actor: User, membership: Membership, application: Application, text: str) -> PrivateComment:
    """Notes something for the others of the company, while the application stands. Raises ReaderOnly, Absent,
    NotReviewer, NotNow."""
    locked = _held_by_member(actor, membership, application)
    if locked.state not in SHOWN:
        raise NotNow()
    made = PrivateComment.objects.create(application=locked, author=actor, text=text, written_on=park_today())
    record(actor=actor.audit_key, verb="application.commented", kind="company", key=membership.company.slug)
    return made


def _held_by_member(actor: User, membership: Membership, application: Application) -> Application:
    """The application, locked, for a member who may decide on it. One whose writer is not there any more is over,
    as one that was withdrawn."""
    locked = held(application, actor.pk)
    demand_still_recruiter(membership)
    mine = Application.objects.read_by(actor.pk, membership.company_id)
    if not mine.filter(pk=locked.pk).exists() or locked.company_id != membership.company_id:
        raise Absent()
    reviews = Reviewer.objects.filter(opening=locked.opening_id, person=actor).exists()
    if locked.is_blind and not reviews:
        raise NotReviewer()
    if locked.state in SHOWN and (locked.profile is None or unseen([locked], locked.profile, timezone.now())):
        raise NotNow()
    return locked


def _quicker(application: Application) -> str:
    state = State(application.state)
    if state in UNANSWERED:
        return str(Moved.text)
    said = _("Somebody was quicker: it stands at “%(state)s” now. Nothing of yours was changed.")
    return str(said) % {"state": TO_COMPANY[state]}
