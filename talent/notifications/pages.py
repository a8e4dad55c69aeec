"""What was told, as it is shown to whom it was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from talent.accounts.models import User
from talent.notifications.choices import Mode
from talent.notifications.kinds import choosable, kinds, said
from talent.notifications.models import Notification, Preference

WITHOUT_LANGUAGE = "/back-office/"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a heading and a sentence in the reader's language, the page it leads to, and when it was told."""

    key: UUID
    kind: str
    title: str
    sentence: str
    url: str
    told_at: datetime
    seen: bool


def lines(told: Iterable[Notification]) -> list[Line]:
    """The lines of what was told. A kind that the product no longer knows is left out."""
    language = get_language() or "fa"
    return [
        Line(
            key=row.key,
            kind=row.kind,
            title=str(kinds[row.kind].subject),
            sentence=said(kinds[row.kind], row.count, language),
            url=page_of(row),
            told_at=row.created_at,
            seen=row.seen_at is not None,
        )
        for row in told
        if row.kind in kinds
    ]


def page_of(told: Notification) -> str:
    """The page that it leads to, in the language of the request."""
    plain = told.path.startswith(WITHOUT_LANGUAGE)
    return told.path if plain else f"/{get_language() or 'fa'}{told.path}"


def chosen_modes(user: User) -> dict[str, Mode]:
    """How this person is told of each of them."""
    chosen = dict(Preference.objects.filter(user=user).order_by().values_list("kind", "mode"))
    return {kind.name: Mode(chosen.get(kind.name, kind.default)) for kind in choosable()}
