from talent.experts.models.cv import Cv
from talent.experts.models.details import Details, Education, Experience, Parts, parts_of, work_words
from talent.experts.models.grants import Grant
from talent.experts.models.looks import Look
from talent.experts.models.profiles import HideEntry, Level, Listing, Profile, ProfileSkill, YearsBand
from talent.experts.models.terms import ParkChoice, Term, TermKind

__all__ = [
    "Cv",
    "Details",
    "Education",
    "Experience",
    "Grant",
    "HideEntry",
    "Level",
    "Listing",
    "Look",
    "ParkChoice",
    "Parts",
    "Profile",
    "ProfileSkill",
    "Term",
    "TermKind",
    "YearsBand",
    "parts_of",
    "work_words",
]
