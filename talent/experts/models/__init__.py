from talent.experts.models.grants import Grant
from talent.experts.models.looks import Look
from talent.experts.models.profiles import HideEntry, Level, Listing, Profile, ProfileSkill, YearsBand
from talent.experts.models.terms import ParkChoice, Term, TermKind

__all__ = [
    "Grant",
    "HideEntry",
    "Level",
    "Listing",
    "Look",
    "ParkChoice",
    "Profile",
    "ProfileSkill",
    "Term",
    "TermKind",
    "YearsBand",
]
