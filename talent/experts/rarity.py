"""How many others share what companies see of somebody. Only "fewer than five" leaves this module, never a number."""

import json
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast, Length

from talent.experts.models import Listing, Profile
from talent.experts.models.hiding import hidden_from_anybody

ENOUGH = 5
Value = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rarity:
    """`few`: fewer than five others share all of it. `rarest`: the value (kind, slug) that fewest others have,
    None where nothing is said."""

    few: bool
    rarest: Value | None


def rarity(profile: Profile) -> Rarity:
    """How recognisable the profile is by region, seniority, years and languages (one SQL).

    Compared with the others whom companies find now, whether this one is listed or not. What is not said cannot
    be searched for, and so does not count.
    """
    wanted = _conditions(profile)
    if not wanted:
        return Rarity(few=False, rarest=None)
    together = Q(_length=len(json.dumps(profile.languages))) if profile.languages else Q()
    for condition in wanted.values():
        together &= condition
    counts = {f"n{number}": Count("pk", filter=one) for number, one in enumerate(wanted.values())}
    found = _others(profile).aggregate(together=Count("pk", filter=together), **counts)
    numbers = [found[f"n{number}"] for number in range(len(wanted))]
    return Rarity(found["together"] < ENOUGH, list(wanted)[numbers.index(min(numbers))])


def _others(profile: Profile) -> QuerySet[Profile]:
    """Everybody else whose facts every company sees, as each can count them anyway: whoever hides from somebody
    or shows themselves to ticked companies only changes no answer here, or asking with invented profiles would
    find them. JSON is compared as text: both databases write it alike."""
    everywhere = Profile.objects.filter(listing__in=[Listing.COMPANIES, Listing.PUBLIC])
    listed = everywhere.exclude(hidden_from_anybody()).exclude(pk=profile.pk).order_by()
    text = Cast("languages", TextField())
    read = listed.annotate(_spoken=text, _length=Length(text), _levels=Cast("levels", TextField()))
    kept_back = Q(_levels__contains='"facts": "me"') | Q(_levels__contains='"facts": "by_my_yes"')
    return read.filter(user__is_active=True).exclude(kept_back)


def _conditions(profile: Profile) -> dict[Value, Q]:
    """By value of the profile, who else has it."""
    found: dict[Value, Q] = {}
    if profile.region:
        found["region", profile.region.slug] = Q(region=profile.region)
    if profile.seniority:
        found["seniority", profile.seniority.slug] = Q(seniority=profile.seniority)
    if profile.years:
        found["years", profile.years] = Q(years=profile.years)
    for language in profile.languages:
        found["language", language] = Q(_spoken__contains=f'"{language}"')
    return found
