"""The data inventory's words: every field of every model says what it is kept for.

A model declares `inventory = {"field": Kept(...) | PLAIN}`; a test fails for a field without a line.
"""

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """Why a personal value is kept."""

    SIGN_IN = "sign_in"
    WRITE_TO_PERSON = "write_to_person"
    SHOW_PAGES = "show_pages"
    BE_FOUND = "be_found"
    BE_UNDERSTOOD = "be_understood"
    FIND_AGAIN = "find_again"
    SHOW_BY_YES = "show_by_yes"
    STAY_HIDDEN = "stay_hidden"
    ACT_FOR_COMPANY = "act_for_company"
    ANSWER_FOR_DEEDS = "answer_for_deeds"
    LIMIT_HARVEST = "limit_harvest"
    TELL_FIRST = "tell_first"
    KEEP_INDEX_TRUE = "keep_index_true"
    LEAVE = "leave"
    ANSWER = "answer"
    TELL_OFFICE = "tell_office"
    APPLY = "apply"
    MEET = "meet"
    MENTOR = "mentor"


class Readers(StrEnum):
    """Who may see it at the widest."""

    NOBODY = "nobody"
    ME = "me"
    STAFF = "staff"
    COLLEAGUES = "colleagues"
    BOOKED = "booked"
    OTHER_SIDE = "other_side"
    MEMBERS = "members"
    COMPANY_ALONE = "company_alone"
    COMPANY = "company"
    COMPANIES = "companies"
    NETWORK = "network"
    PUBLIC = "public"


class Until(StrEnum):
    """When it goes."""

    ACCOUNT_ENDS = "account_ends"
    PERSON_CHANGES_IT = "person_changes_it"
    TAKEN_OFF = "taken_off"
    SENT = "sent"
    SEEN = "seen"
    SESSION_ENDS = "session_ends"
    TWELVE_MONTHS = "twelve_months"
    CASE_OVER = "case_over"
    APPLICATION_OVER = "application_over"
    WRITTEN_TO_INDEX = "written_to_index"
    REMOVED = "removed"
    MEMBERSHIP_ENDS = "membership_ends"
    PERSON_FORGOTTEN = "person_forgotten"
    INVITATION_OVER = "invitation_over"
    ALLOWED_AGAIN = "allowed_again"
    MEETING_OVER = "meeting_over"
    OFFER_ENDS = "offer_ends"
    MENTORING_OVER = "mentoring_over"


@dataclass(frozen=True, slots=True)
class Kept:
    """One personal field: purpose, widest audience, retention."""

    purpose: Purpose
    audience: Readers
    until: Until


PLAIN = None
"""Says of nobody in particular (a label, a flag of the system)."""


Inventory = dict[str, Kept | None]
