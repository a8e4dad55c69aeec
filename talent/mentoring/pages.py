"""What pages and API show of offers: to their mentors, and as others see them."""

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from talent.experts.audience import COMPANIES, NETWORK, PUBLIC
from talent.experts.models import TermKind
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import digits, park_day
from talent.mentoring.actions import faults_of
from talent.mentoring.forms import PARTS, OfferForm
from talent.mentoring.labels import BUTTONS, DONE, FAULTS
from talent.mentoring.models import STATES, WIDTH, ForWhom, Listing, Offer
from talent.mentoring.projection import Seen, project
from talent.mentoring.states import Side, State, Verb, offered

SEEN_AS = {"network": NETWORK, "companies": COMPANIES, "public": PUBLIC}
ICONS = {State.OPEN: "circle-check", State.PAUSED: "hourglass", State.ENDED: "circle-x"}


def own_offer(offer: Offer) -> dict[str, Any]:
    """How the offer stands, what may be done, what has happened."""
    state = offer.state_at()
    steps = list(offer.steps.order_by("pk")) if offer.pk else []
    return {
        "exists": bool(offer.pk),
        "state": state.value,
        "state_label": STATES[state],
        "icon": ICONS.get(state, "circle-dashed"),
        "is_draft": state == State.DRAFT,
        "paused_until": offer.paused_until if state == State.PAUSED else None,
        "verbs": buttons(offer),
        "history": [{"day": park_day(one.at), "what": DONE[Verb(one.verb)]} for one in reversed(steps)],
        "unfound": state == State.OPEN and offer.listing == Listing.NOBODY,
    }


def buttons(offer: Offer) -> list[dict[str, Any]]:
    """What the mentor may do now, by the table; a pause is changed by going on first."""
    state = offer.state_at()
    may = offered(Side.MENTOR, state) if offer.pk else ()
    return [
        {"verb": verb.value, "label": BUTTONS[verb]}
        for verb in may
        if not (verb == Verb.PAUSE and state == State.PAUSED)
    ]


def writing(form: OfferForm, offer: Offer) -> dict[str, Any]:
    """What the form's page shows beside its fields."""
    parts = [
        {"name": name, "label": label, "fields": [form[field] for field in fields]}
        for name, label, fields in PARTS
    ]
    return {"parts": parts, "missing": [] if form.errors else still_missing(form, offer)}


def still_missing(form: OfferForm, offer: Offer) -> list[dict[str, Any]]:
    """What keeps the offer from being open, each with the field at which it is said."""
    return [
        {"label": form[name].label, "field": form[name], "text": FAULTS[fault]}
        for name, fault in faults_of(offer, offer.said()).items()
        if name in form.fields
    ]


def previews(offer: Offer, asked: str) -> dict[str, Any]:
    """The offer as one kind of reader gets it, and the other kinds to choose from."""
    language = get_language() or "fa"
    widest = next((name for name, one in SEEN_AS.items() if project(offer, one)), "companies")
    kind = asked if asked in SEEN_AS else widest
    seen = project(offer, SEEN_AS[kind])
    rows = [
        {"name": one.value, "label": one.label, "current": one.value == kind}
        for one in sorted(Listing, key=lambda one: WIDTH[one])
        if one.value in SEEN_AS
    ]
    return {"kinds": rows, "kind": kind, "card": card(seen, language) if seen else None}


def card(seen: Seen, language: str) -> dict[str, Any]:
    """An offer as a reader gets it, in words of that language."""
    words = vocabulary()
    headline, text = _spoken(seen.headline, language), _spoken(seen.text, language)
    return {
        "key": seen.key,
        "name": digits(seen.name.get(language, ""), language),
        "headline": headline,
        "text": text,
        "topics": [words.label(TermKind.SKILL, slug, language) for slug in seen.topics],
        "languages": [words.label(TermKind.LANGUAGE, slug, language) for slug in seen.languages],
        "formats": formats(seen, language),
        "for_whom": [str(ForWhom(one).label) for one in seen.for_whom],
        "on_request": seen.on_request,
        "in_writing": bool(seen.question_days),
        "is_live": bool(seen.lengths),
        "questions": list(seen.questions),
    }


def formats(seen: Seen, language: str) -> list[str]:
    """In which ways one is helped, in words."""
    found = [digits(_("%(number)s minutes live") % {"number": minutes}, language) for minutes in seen.lengths]
    if seen.lengths and seen.seats > 1:
        told = _("in a group of up to %(seats)s") % {"seats": seen.seats}
        found.append(digits(told, language))
    if seen.question_days:
        days = ngettext(
            "questions in writing, answered within a day",
            "questions in writing, answered within %(days)s days",
            seen.question_days,
        )
        found.append(digits(days % {"days": seen.question_days}, language))
    return found


def _spoken(texts: dict[str, str], language: str) -> dict[str, str]:
    """The text in that language, else in the other, with the language it is in."""
    for one in (language, "en" if language == "fa" else "fa"):
        if one in texts:
            return {"text": texts[one], "language": one}
    return {"text": "", "language": language}
