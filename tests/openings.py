"""Openings for tests, made by the actions that the pages call."""

from typing import Any

from jobs.openings import actions, drafting
from jobs.openings.models import Opening
from talent.accounts.models import RoleName, User
from talent.companies.models import Company, Membership
from tests import cast

SAID: dict[str, Any] = {
    "title_en": "Data engineer",
    "title_fa": "مهندس داده",
    "text_en": "You build our streams of data.",
    "text_fa": "شما جریان‌های دادهٔ ما را می‌سازید.",
    "kind": "employment",
    "seniority": "senior",
    "mode": "remote",
    "overlap_hours": 4,
    "skills": [
        {"slug": "python", "level": 3, "must": True},
        {"slug": "apache-kafka", "level": 0, "must": False},
    ],
    "languages": ["fa"],
    "pay_min": 3000,
    "pay_max": 4500,
    "pay_currency": "EUR",
    "pay_period": "month",
    "contact": "Sara, head of data",
}


def membership(member: User, company: Company) -> Membership:
    """As what somebody acts for a company."""
    return Membership.objects.current().of(member).select_related("company").get(company=company)


def drafted(member: User, company: Company, **said: Any) -> Opening:
    """An opening that nobody else has read, complete unless `said` says otherwise."""
    mine = membership(member, company)
    made = drafting.start_opening(actor=member, membership=mine)
    assert made.draft
    values = {"version": made.draft.version} | SAID | said
    drafting.save_draft(actor=member, membership=mine, opening=made, **values)
    return fresh(made)


def submitted(member: User, company: Company, **said: Any) -> Opening:
    """One that waits for the park."""
    made = drafted(member, company, **said)
    return fresh(actions.submit(actor=member, membership=membership(member, company), opening=made))


def posted(member: User, company: Company, **said: Any) -> Opening:
    """One on the board."""
    return published(submitted(member, company, **said))


def published(opening: Opening) -> Opening:
    """The same, once a moderator has put it on the board."""
    assert opening.draft
    made = actions.publish(actor=park_moderator(), opening=opening, version=opening.draft.version)
    return fresh(made)


def park_moderator() -> User:
    """A moderator who acts for no company."""
    email = "board@park.example.org"
    return User.objects.filter(email=email).first() or cast.staff(RoleName.MODERATOR, email)


def fresh(opening: Opening) -> Opening:
    """As the database has it."""
    return Opening.objects.select_related("company", "shown", "draft").get(pk=opening.pk)
