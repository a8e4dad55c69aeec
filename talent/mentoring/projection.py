"""What of an offer an audience sees: the only way from an offer to a page, an answer or an index."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from talent.experts import handles
from talent.experts.audience import Audience, Kind
from talent.lib.dates import digits
from talent.mentoring.models import Listing, Offer

REACHED = {
    Kind.COMPANY: (Listing.COMPANIES, Listing.NETWORK, Listing.PUBLIC),
    Kind.NETWORK: (Listing.NETWORK, Listing.PUBLIC),
    Kind.PUBLIC: (Listing.PUBLIC,),
}
"""By which listings each kind of audience is reached at all; who hides from whom is the database's to say."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An offer as its readers get it. To a visitor without an account it has no key, no name and nothing typed:
    `key` is None and the texts are empty there. `name`, `headline` and `text` are by language."""

    key: UUID | None
    name: dict[str, str]
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    lengths: tuple[int, ...]
    seats: int
    question_days: int | None
    for_whom: tuple[str, ...]
    on_request: bool
    headline: dict[str, str]
    text: dict[str, str]
    questions: tuple[str, ...]


def project(offer: Offer, audience: Audience, *, is_open: bool = False) -> Seen | None:
    """The offer for this audience, or None where its listing does not reach it. `is_open`: the database has just said
    that it is open to them, whatever its listing (`open_to`)."""
    if not is_open and offer.listing not in REACHED[audience.kind]:
        return None
    known = audience.kind != Kind.PUBLIC
    return Seen(
        key=offer.key if known else None,
        name=name_of(offer) if known else {},
        topics=tuple(offer.topics),
        languages=tuple(offer.languages),
        lengths=tuple(sorted(offer.lengths)),
        seats=offer.seats,
        question_days=offer.question_days,
        for_whom=tuple(offer.for_whom),
        on_request=offer.on_request,
        headline=_texts(offer, "headline") if known else {},
        text=_texts(offer, "text") if known else {},
        questions=tuple(offer.questions) if known else (),
    )


def name_of(offer: Offer) -> dict[str, str]:
    """The name by which the offer's readers know its mentor: another one than any company knows, and than the next
    offer has."""
    relation, key = f"offer:{offer.key}", settings.RELATION_KEY
    return {
        language: handles.label(offer.profile_id, relation=relation, key=key, language=language)
        for language in ("fa", "en")
    }


def guest_name(pk: int, relation: str, language: str) -> str:
    """The name by which a mentor knows somebody in that relation, in the digits of the language; another relation has
    another one."""
    return digits(
        handles.label(pk, relation=relation, key=settings.RELATION_KEY, language=language), language
    )


def _texts(offer: Offer, name: str) -> dict[str, str]:
    both = {language: getattr(offer, f"{name}_{language}") for language in ("fa", "en")}
    return {language: text for language, text in both.items() if text}
