from talent.experts.models.choices import HideDomain, Tick
from talent.experts.models.looks import Flag, Look, MissedLook, Pattern
from talent.experts.models.profiles import HideEntry, Level, Listing, Profile, ProfileSkill, YearsBand
from talent.experts.models.terms import ParkChoice, Term, TermKind

__all__ = [
    "Flag",
    "HideDomain",
    "HideEntry",
    "Level",
    "Listing",
    "Look",
    "MissedLook",
    "ParkChoice",
    "Pattern",
    "Profile",
    "ProfileSkill",
    "Term",
    "TermKind",
    "Tick",
    "YearsBand",
]
