"""Who sees each group of one's own profile now, in words, and the levels to choose from."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from talent.experts.groups import (
    BY_MY_YES,
    COMPANIES,
    CONTACT,
    CV,
    EDUCATION,
    EMPLOYERS,
    EXPERIENCE,
    FACTS,
    LINKS,
    ME,
    NAMES,
    PUBLIC,
    RANGES,
    WORDS,
    allowed,
    chosen,
    effective,
)
from talent.experts.models import Grant, Listing, Profile
from talent.lib.dates import digits

LABELS = {
    ME: gettext_lazy("Only me"),
    BY_MY_YES: gettext_lazy("Only by my yes"),
    COMPANIES: gettext_lazy("Companies see it"),
    PUBLIC: gettext_lazy("Anyone"),
}
_HELP = {
    ME: gettext_lazy("Nobody, not even by your yes"),
    BY_MY_YES: gettext_lazy("Nobody, until you say yes to one company"),
    COMPANIES: gettext_lazy("The companies that find you"),
    PUBLIC: gettext_lazy("Everybody who finds you, as wide as you are listed"),
}
NAMES_OF_GROUPS = {
    FACTS: gettext_lazy("Skills, experience and ways to work"),
    WORDS: gettext_lazy("In your words"),
    EXPERIENCE: gettext_lazy("Work experience"),
    EMPLOYERS: gettext_lazy("Names of employers"),
    EDUCATION: gettext_lazy("Education"),
    LINKS: gettext_lazy("Links"),
    CV: gettext_lazy("CV file"),
    NAMES: gettext_lazy("Name"),
    CONTACT: gettext_lazy("Contact details"),
}


def who_sees(profile: Profile) -> dict[str, dict[str, Any]]:
    """Per group: `level` that holds now, its `label`, a `note`, and `rows` of the switch (one SQL)."""
    given = _given(profile, timezone.now()) if profile.pk else []
    return {group: _shown(profile, group, given) for group in RANGES}


def saved(profile: Profile, group: str) -> str:
    """What a changed level means from now on."""
    level = effective(profile.listing, profile.levels, group)
    return _("Saved. %(group)s: %(level)s.") % {"group": NAMES_OF_GROUPS[group], "level": LABELS[level]}


def _given(profile: Profile, now: datetime) -> list[tuple[int, list[str]]]:
    return list(Grant.objects.open(now).filter(profile=profile).values_list("company_id", "groups"))


def _shown(profile: Profile, group: str, given: list[tuple[int, list[str]]]) -> dict[str, Any]:
    level = effective(profile.listing, profile.levels, group)
    return {
        "group": group,
        "name": NAMES_OF_GROUPS[group],
        "level": level,
        "label": LABELS[level],
        "note": _note(profile, group, level, given),
        "rows": [
            {
                "value": one,
                "label": LABELS[one],
                "help": _help(group, one),
                "current": one == chosen(profile.levels, group),
            }
            for one in allowed(group)
        ],
    }


def _help(group: str, level: str) -> str:
    if group == FACTS and level in (ME, BY_MY_YES):
        return _("Then nobody finds you in search")
    return str(_HELP[level])


def _note(profile: Profile, group: str, level: str, given: list[tuple[int, list[str]]]) -> str:
    """What the level alone does not say: a choice that waits for the listing, companies that have a yes."""
    wanted = chosen(profile.levels, group)
    if profile.listing == Listing.NOBODY and wanted != ME:
        return _("as soon as you are listed: %(level)s") % {"level": LABELS[wanted]}
    companies = {company for company, groups in given if group in groups}
    if level != BY_MY_YES or not companies:
        return ""
    number = digits(len(companies), get_language() or "fa")
    text = ngettext("%(number)s company has your yes", "%(number)s companies have your yes", len(companies))
    return text % {"number": number}
