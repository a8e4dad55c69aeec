"""Verbs in conversations. Each is one transaction: lock, rule, write, audit, timeline. A task tells the other side."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_person
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.audit.actions import record
from talent.companies.models import Company, Membership
from talent.companies.permissions import demand_recruiter, demand_still_recruiter
from talent.conversations.files import Sent, Taken, attach, leave_files, taken_in
from talent.conversations.models import Message, MessageQuerySet, Muted, Report, Side, Thread
from talent.conversations.permissions import demand_side, is_there, readable
from talent.experts import actions as experts
from talent.experts.models import Profile
from talent.experts.presence import companies_seeing
from talent.experts.silencing import hold_parties
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Conflict, Refused
from talent.timeline.actions import close_items, forget_items

ITEMS = {Side.EXPERT: "message_to_expert", Side.COMPANY: "message_to_company"}
"""What waits for a side while it has something to read."""
who_asked: list[Callable[[int, int], Iterable[int | None]]] = []
"""Who has asked an expert for a company, by the keys of all. Filled in AppConfig.ready()."""


class Over(Conflict):
    code = "conversation_over"
    text = _("This conversation has ended. Nothing was sent; your text stands below.")


class NothingSaid(Refused):
    code = "nothing_said"
    text = _("Write something first.")


def open_thread(
    *, profile: Profile, company: Company, ref: UUID, handles: tuple[str, str], now: datetime
) -> Thread:
    """Opens the conversation that a yes begins, inside the transaction of that verb. `handles`: the names by which the
    company knows the expert, Persian and English. Opened twice for one `ref`, there is one."""
    begun = {"profile": profile, "company": company, "opened_at": now, "last_at": now}
    named = {"handle_fa": handles[0], "handle_en": handles[1]}
    return Thread.objects.get_or_create(ref=ref, defaults=begun | named)[0]


def end_thread(*, ref: UUID, now: datetime) -> None:
    """Ends the conversation of what is over now, inside the transaction of that verb; nothing waits in it any more."""
    for thread in (
        Thread.objects.select_for_update(of=("self",)).filter(ref=ref, ended_at=None).order_by("pk")
    ):
        Thread.objects.filter(pk=thread.pk).update(ended_at=now)
        close_items(ref=thread.key, now=now)


def resume_thread(*, ref: UUID) -> None:
    """Lets a conversation go on that ended with something that is not over after all."""
    Thread.objects.filter(ref=ref, silenced_at=None).update(ended_at=None)


def say_as_expert(*, actor: User, thread: Thread, text: str, attachments: Sequence[Sent] = ()) -> Message:
    """Says something to the company. Raises NoticeNeeded, NotOffered; Over where it has ended, or where the company
    does not see the expert; NothingSaid; for a file what `taken_in` raises."""
    demand_notice(actor)
    with taken_in(actor, attachments, Side.EXPERT) as taken, transaction.atomic():
        hold_person(actor)
        locked, now = _own(actor, thread), timezone.now()
        _demand_open(locked, now)
        return _say(locked, Side.EXPERT, actor, now, taken, text=text)


def say_as_company(
    *,
    actor: User,
    membership: Membership,
    thread: Thread,
    text: str,
    signed: str,
    attachments: Sequence[Sent] = (),
) -> Message:
    """Says something to the expert, under a name. Raises ReaderOnly; Over where it has ended, and where the expert
    is not there any more, whatever the cause; NothingSaid; for a file what `taken_in` raises."""
    demand_recruiter(membership)
    with taken_in(actor, attachments, Side.COMPANY) as taken, transaction.atomic():
        hold_person(actor)
        locked, now = _ours(actor, membership, thread), timezone.now()
        demand_still_recruiter(membership)
        _demand_open(locked, now)
        deed = {"verb": "conversation.written", "kind": "company", "key": membership.company.slug}
        record(actor=actor.audit_key, **deed)
        return _say(locked, Side.COMPANY, actor, now, taken, text=text, signed=signed)


@transaction.atomic
def leave(*, actor: User, thread: Thread) -> None:
    """Ends it from the expert's side. Raises Absent where it is not the actor's."""
    hold_person(actor)
    _end(_own(actor, thread), Side.EXPERT)


def _end(locked: Thread, side: Side) -> None:
    """Over for both sides; left twice, it ended once. What waits for a company that does not see the expert any
    more goes on waiting: it learns nothing of what they do."""
    now = timezone.now()
    there = reached(locked, now)
    if locked.ended_at is None:
        Thread.objects.filter(pk=locked.pk).update(ended_at=now)
    for one in (side, side.other):
        if one == side or there:
            close_items(ref=locked.key, now=now, kind=ITEMS[one])


@transaction.atomic
def leave_as_company(*, actor: User, membership: Membership, thread: Thread) -> None:
    """Ends it from the company's side. Raises ReaderOnly."""
    hold_person(actor)
    locked = _ours(actor, membership, thread)
    demand_still_recruiter(membership)
    record(actor=actor.audit_key, verb="conversation.ended", kind="company", key=membership.company.slug)
    _end(locked, Side.COMPANY)


def block(*, actor: User, thread: Thread) -> None:
    """The expert hides from the company and from everybody who has asked or written for it here, wherever they move;
    all that was open between the two falls silent. Raises Absent where it is not the actor's."""
    while not _blocked(actor, thread):
        pass


@transaction.atomic
def _blocked(actor: User, thread: Thread) -> bool:
    people = hold_writers(thread.profile_id or 0, thread.company_id)
    if people is None:
        return False
    mine = _own(actor, thread)
    assert mine.profile
    experts.block(actor=actor, profile=mine.profile, company=mine.company, people=people.exclude(pk=actor.pk))
    return True


def hold_writers(profile: int, company: int) -> QuerySet[User] | None:
    """Locks an expert, a company and all who have asked or written for it, then what lies between them; returns these
    people. None where somebody has written meanwhile: people are locked before anything else, so whoever blocks
    begins anew."""
    wrote = who_wrote(profile, company)
    held = hold_parties(company, profile, *wrote)
    list(
        Thread.objects.select_for_update(of=("self",)).filter(profile=profile, company=company).order_by("pk")
    )
    if who_wrote(profile, company) - wrote:
        return None
    return User.objects.filter(pk__in=held & {one for one in wrote if one}).order_by("pk")


def who_wrote(profile: int, company: int) -> set[int | None]:
    """The keys of those who have ever asked that expert for the company, or written to them for it."""
    said = Message.objects.filter(thread__profile=profile, thread__company=company, side=Side.COMPANY)
    wrote = said.order_by().values_list("author", flat=True).distinct()
    return set(wrote).union(*(asked(profile, company) for asked in who_asked))


@transaction.atomic
def mark_read(*, actor: User, thread: Thread, through: UUID | None = None) -> None:
    """The expert has read up to that message (None: all); what came after it goes on waiting. Raises Absent."""
    hold_person(actor)
    locked = _own(actor, thread)
    _read(locked, Side.EXPERT, readable(locked, Side.EXPERT, True), through)


@transaction.atomic
def mark_read_as_company(
    *, actor: User, membership: Membership, thread: Thread, through: UUID | None = None
) -> None:
    """The same for a company, by whichever of its members: of an expert who is not there, nothing came after."""
    hold_person(actor)
    locked = _ours(actor, membership, thread)
    said = readable(locked, Side.COMPANY, is_there(locked, membership, actor))
    _read(locked, Side.COMPANY, said, through)


def _read(locked: Thread, side: Side, said: MessageQuerySet, through: UUID | None) -> None:
    now = timezone.now()
    later = said.after(through).filter(side=side.other) if through else said.none()
    shown = said.filter(key=through).values_list("sent_at", flat=True).order_by().first() if through else now
    if shown is None:  # no message of theirs: nobody has read anything
        return
    until = shown
    read = max(until, locked.read_until(side) or until)
    Thread.objects.filter(pk=locked.pk).update(**{_read_field(side): read})
    if not later.exists():
        close_items(ref=locked.key, now=now, kind=ITEMS[side])


@transaction.atomic
def mute(*, actor: User, thread: Thread, muted: bool) -> None:
    """Whether the actor gets no mail about this thread, which is theirs or of a company that they act for. Raises
    Absent."""
    hold_person(actor)
    demand_side(actor, thread)
    if muted:
        Muted.objects.get_or_create(thread=thread, user=actor)
    else:
        Muted.objects.filter(thread=thread, user=actor).delete()


@transaction.atomic
def show_reading(*, actor: User, thread: Thread, shown: bool) -> None:
    """Whether the company is told on which day the expert has read. Raises Absent where it is not the actor's."""
    hold_person(actor)
    Thread.objects.filter(pk=_own(actor, thread).pk).update(shows_reading=shown)


def silence(profile: Profile, company: Company, now: datetime) -> None:
    """The expert has blocked the company: its conversations are over, and out of the expert's sight."""
    for thread in Thread.objects.filter(profile=profile, company=company, silenced_at=None).order_by("pk"):
        forget_items(ref=thread.key, kind=ITEMS[Side.EXPERT])
        Thread.objects.filter(pk=thread.pk).update(silenced_at=now)


def erase_conversations(user: User) -> None:
    """What a person who leaves has said and sent goes. The company's side stays with the company, under no one's name."""
    list(Thread.objects.filter(profile__user=user).select_for_update().order_by("pk").values_list("pk"))
    own = Message.objects.filter(thread__profile__user=user, side=Side.EXPERT)
    leave_files(own | Message.objects.filter(author=user))
    own.delete()
    Thread.objects.filter(profile__user=user).update(
        silenced_at=None, shows_reading=False, read_by_expert=None
    )
    Message.objects.filter(author=user).update(text="", signed="")
    Report.objects.filter(reporter=user).update(note="")


def reached(thread: Thread, now: datetime) -> bool:
    """Whether the company is shown the expert: else nothing passes between them. Costs the same where nobody is there."""
    profile = thread.profile or Profile(pk=0)
    return thread.company_id in companies_seeing(profile, [thread.company_id], now)


def _held(thread: Thread) -> Thread:
    """The thread as it is now, locked."""
    return (
        Thread.objects.select_for_update(of=("self",)).select_related("company", "profile").get(pk=thread.pk)
    )


def _ours(actor: User, membership: Membership, thread: Thread) -> Thread:
    """The thread of the member's company, locked, as far as this member may read it. Raises Absent."""
    locked = _held(thread)
    mine = Thread.objects.read_by(actor.pk, membership.company_id)
    if not mine.filter(pk=locked.pk).exists():
        raise Absent()
    return locked


def _own(actor: User, thread: Thread) -> Thread:
    """The actor's own thread, locked. Raises Absent."""
    locked = _held(thread)
    if locked.profile is None or locked.profile.user_id != actor.pk or locked.silenced_at:
        raise Absent()
    return locked


def _read_field(side: Side) -> str:
    return "read_by_expert" if side == Side.EXPERT else "read_by_company"


def _demand_open(thread: Thread, now: datetime) -> None:
    """Raises Over. Both are asked in every case: what ended it shows in no cost."""
    there = reached(thread, now)
    if not there or thread.ended_at or thread.silenced_at:
        raise Over()


def _say(
    thread: Thread,
    side: Side,
    author: User,
    now: datetime,
    taken: Sequence[Taken],
    *,
    text: str,
    signed: str = "",
) -> Message:
    """Writes the message; whoever answers has read, and nothing waits for them any more."""
    if not text and not taken:
        raise NothingSaid(field="text")
    Thread.objects.filter(pk=thread.pk).update(**{"last_at": now, _read_field(side): now})
    close_items(ref=thread.key, now=now, kind=ITEMS[side])
    said = {"text": text, "signed": signed, "sent_on": park_today(), "sent_at": now}
    made = Message.objects.create(thread=thread, side=side, author=author, **said)
    attach(made, taken)
    return made
