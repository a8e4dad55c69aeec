from talent.experts.models.choices import HideDomain, Tick
from talent.experts.models.cv import Cv
from talent.experts.models.details import Details, Education, Experience, Parts, parts_of, work_words
from talent.experts.models.grants import Grant
from talent.experts.models.looks import Flag, Look, MissedLook, Pattern
from talent.experts.models.profiles import (
    AskedFor,
    BlockedPerson,
    HideEntry,
    KeptApart,
    Level,
    Listing,
    Profile,
    ProfileSkill,
    YearsBand,
    with_skills,
)
from talent.experts.models.shortlists import LONGEST_NOTE, Shortlisted
from talent.experts.models.terms import ParkChoice, Term, TermKind

__all__ = [
    "LONGEST_NOTE",
    "AskedFor",
    "BlockedPerson",
    "Cv",
    "Details",
    "Education",
    "Experience",
    "Flag",
    "Grant",
    "HideDomain",
    "HideEntry",
    "KeptApart",
    "Level",
    "Listing",
    "Look",
    "MissedLook",
    "ParkChoice",
    "Parts",
    "Pattern",
    "Profile",
    "ProfileSkill",
    "Shortlisted",
    "Term",
    "TermKind",
    "Tick",
    "YearsBand",
    "parts_of",
    "with_skills",
    "work_words",
]
