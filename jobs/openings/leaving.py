"""What goes: with whoever leaves the network or acts for a company no more, and with a word that became another."""

from typing import Any

from django.db.models import Exists, OuterRef

from jobs.openings.models import Edition, Opening, Reviewer
from jobs.openings.moving import KIND
from jobs.openings.states import LIVE
from talent.accounts.models import User
from talent.changes.actions import mark
from talent.companies.models import Membership


def erase_writer(user: User) -> None:
    """The name that somebody wrote as a contact goes with them; what an opening says otherwise is its company's."""
    Edition.objects.filter(contact_by=user).exclude(contact="").update(contact="")


def forget_reviewers() -> int:
    """Whoever acts for the company no more reads nothing for it; returns how many rows are gone."""
    current = Membership.objects.current().exclude(role="reader").order_by()
    mine = current.filter(company=OuterRef("opening__company"), email=OuterRef("person__email"))
    return Reviewer.objects.filter(~Exists(mine)).delete()[0]


def rename_skill(lost: str, kept: str) -> None:
    """Openings that name a skill which was merged into another name that one, the more demanding of two."""
    rows = (
        Opening.objects.select_for_update(of=("self",))
        .select_related("shown", "draft", "returned")
        .order_by("pk")
    )
    for opening in rows:
        _renamed(opening.draft, lost, kept)
        _renamed(opening.returned, lost, kept)
        if _renamed(opening.shown, lost, kept) and opening.state in LIVE:
            opening.version += 1
            opening.save(update_fields=["version"])
            mark(kind=KIND, key=opening.key, version=opening.version, narrowing=False)


def _renamed(edition: Edition | None, lost: str, kept: str) -> bool:
    """Whether the edition named it."""
    if edition is None or lost not in {row["slug"] for row in edition.skills}:
        return False
    joined: dict[str, dict[str, Any]] = {}
    for row in edition.skills:
        slug = kept if row["slug"] == lost else row["slug"]
        before = joined.get(slug, {"level": 0, "must": False})
        both = {"level": max(before["level"], row["level"]), "must": before["must"] or row["must"]}
        joined[slug] = {"slug": slug} | both
    edition.skills = list(joined.values())
    edition.save(update_fields=["skills"])
    return True
