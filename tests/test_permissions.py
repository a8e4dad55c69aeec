"""The permission table: every address, every role, what a GET answers. An address that is missing here fails."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cms.trees import make_pages, plant
from talent.accounts.models import RoleName
from talent.companies.pages import STEPS
from talent.experts.handles import token
from talent.experts.models import Profile
from tests import cast
from tests.talent.programmes.force import put_in_force

ROLES = (
    "stranger",
    "expert",
    "member",
    "other_member",
    "moderator",
    "editor",
    "privacy_officer",
    "operator",
    "case_officer",
)

OPEN = dict.fromkeys(ROLES, 200)
SIGNED_IN = OPEN | {"stranger": 302}
NOT_AGAIN = dict.fromkeys(ROLES, 302) | {"stranger": 200}
ONWARD = dict.fromkeys(ROLES, 302)
NOT_MINE = dict.fromkeys(ROLES, 404) | {"stranger": 302}
ABSENT = dict.fromkeys(ROLES, 404)
OUR_COMPANY = dict.fromkeys(ROLES, 404) | {"stranger": 302, "member": 200}

TABLE: dict[str, dict[str, int]] = {
    "health_live": OPEN,
    "health_ready": dict.fromkeys(ROLES, 503),  # no broker runs beside the tests
    "dev_mailbox": OPEN,
    "dev_mail": ABSENT,
    "dev_components": OPEN,
    "home": OPEN,
    "points": OPEN,
    "how_matching_works": OPEN,
    "openings_for_me": SIGNED_IN,
    "opening_preview": ABSENT | {"stranger": 302},
    "experts_for_opening": ABSENT | {"stranger": 302},
    "what_we_keep": OPEN,
    "directory": OPEN,
    "board": OPEN,
    "board_feed": OPEN,
    "openings_map": OPEN,
    "opening": ABSENT,  # nobody of the table has posted one: tests/search/test_opening.py
    "check_programmes": OPEN,
    "programme_check": OPEN,
    "programme_calculator": OPEN,
    "start": ONWARD,
    "account_login": NOT_AGAIN,
    "account_signup": ONWARD,
    "notice": ONWARD | {"stranger": 200},
    "notice_of": OPEN,
    "account_logout": dict.fromkeys(ROLES, 200) | {"stranger": 302},
    "account_inactive": OPEN,
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "sessions": SIGNED_IN,
    "end_session": ONWARD,
    "end_other_sessions": ONWARD,
    "kept": ONWARD,
    "drop_kept": ONWARD,
    "mfa_index": SIGNED_IN,
    "mfa_authenticate": ONWARD,
    "mfa_reauthenticate": ONWARD,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": NOT_MINE,
    "mfa_view_recovery_codes": NOT_MINE,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": NOT_MINE,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": ONWARD,
    "mfa_remove_webauthn": NOT_MINE,
    "mfa_edit_webauthn": NOT_MINE,
    "mfa_login_webauthn": ONWARD,
    "account_email_verification_sent": ONWARD,
    "account_change_password": SIGNED_IN,
    "account_set_password": ONWARD,
    "account_reset_password": OPEN,
    "account_confirm_login_code": ABSENT,
    "account_confirm_password_reset_code": ONWARD,
    "account_complete_password_reset": ONWARD,
    "account_password_reset_completed": OPEN,
    "settings": SIGNED_IN,
    "leave": SIGNED_IN,
    "my_data": SIGNED_IN,
    "go_quiet": ONWARD,
    "come_back": ONWARD,
    "erase": ONWARD,
    "profile": SIGNED_IN,
    "profile_skills": SIGNED_IN,
    "profile_facts": SIGNED_IN,
    "profile_asking": SIGNED_IN,
    "profile_words": SIGNED_IN,
    "profile_names": SIGNED_IN,
    "profile_contact": SIGNED_IN,
    "profile_links": SIGNED_IN,
    "profile_experience": SIGNED_IN,
    "profile_education": SIGNED_IN,
    "profile_recognisable": SIGNED_IN,
    "profile_cv": SIGNED_IN,
    "profile_cv_file": ABSENT | {"stranger": 302},  # nobody of the table has one
    "profile_hidden": SIGNED_IN,
    "profile_set_skill": ONWARD,
    "profile_drop_skill": ONWARD,
    "profile_level": ONWARD,
    "profile_listing": ONWARD,
    "profile_confirm": ONWARD,
    "profile_hide": ONWARD,
    "profile_looks": SIGNED_IN,
    "profile_hide_domain": ONWARD,
    "mentors": OPEN,
    "mentor": NOT_MINE,  # nobody of the table offers anything
    "mentor_times": NOT_MINE,
    "sessions_with_mentors": SIGNED_IN,
    **dict.fromkeys(("session", "session_times", "join_session", "session_file", "meeting"), NOT_MINE),
    **dict.fromkeys(("hold_time", "move_session", "say_outcome", "step_session"), ONWARD),
    "offer": SIGNED_IN,
    "offer_preview": NOT_MINE,  # nobody of the table offers anything
    **dict.fromkeys(("mentor_questions", "relations"), SIGNED_IN),
    **dict.fromkeys(("ask_mentor", "mentor_question", "propose_relation", "relation"), NOT_MINE),
    **dict.fromkeys(("move_offer", "move_question", "write_note", "drop_note", "move_relation"), ONWARD),
    "session_feedback": NOT_MINE,
    "hours": SIGNED_IN,
    **dict.fromkeys(("add_days", "drop_days", "add_journey", "drop_journey"), ONWARD),
    **dict.fromkeys(("name_calendar", "forget_calendar"), ONWARD),
    **dict.fromkeys(("keep_feed", "rotate_feed", "end_feed"), ONWARD),
    "feed": ABSENT,  # nobody of the table subscribes to anything
    "seen_by": SIGNED_IN,
    "skills": SIGNED_IN,
    "read_skills": SIGNED_IN,
    "add_skills": ONWARD,
    "my_companies": SIGNED_IN | {"member": 302, "other_member": 302},
    "company_code": OUR_COMPANY,
    "register_company": SIGNED_IN,
    "registration": OUR_COMPANY,
    **dict.fromkeys((f"registration_{step}" for step in STEPS), OUR_COMPANY | {"member": 403}),  # no owner
    "submit_registration": ONWARD,
    "company_examples": OUR_COMPANY,
    "company_members": OUR_COMPANY,
    "change_member_role": ONWARD,
    "end_member": ONWARD,
    "leave_company": ONWARD,
    "withdraw_invitation": ONWARD,
    "accept_invitation": ONWARD,
    "decline_invitation": ONWARD,
    "never_invite": ABSENT,  # nobody of the table has such a link
    "company_page": OPEN,
    "company_directory": OUR_COMPANY,
    "expert": OUR_COMPANY,
    "ask_expert": OUR_COMPANY,
    "keep_expert": ONWARD,
    "note_expert": ONWARD,
    "drop_expert": ONWARD,
    "company_shortlist": OUR_COMPANY,
    "company_openings": OUR_COMPANY,
    "start_opening": ONWARD,
    "opening_skills": OUR_COMPANY,
    "company_opening": ABSENT | {"stranger": 302},  # nobody of the table has written one
    "copy_opening": ONWARD,
    "write_opening": ABSENT | {"stranger": 302},
    "opening_reviewers": ONWARD,
    "move_opening": ONWARD,
    "company_requests": OUR_COMPANY,
    "company_request": ABSENT | {"stranger": 302},  # nobody of the table has asked
    "withdraw_request": ONWARD,
    "apply_to": NOT_MINE,  # no opening of the table is on the board
    "apply_save": ONWARD,
    "apply_preview": NOT_MINE,
    "apply_discard": ONWARD,
    "applications": SIGNED_IN,
    "application": NOT_MINE,
    "application_file": NOT_MINE,
    "applied_opening": NOT_MINE,
    **dict.fromkeys(
        (
            *("withdraw_application", "accept_offer", "decline_offer", "undo_acceptance", "take_back_groups"),
            *("review_application", "shortlist_application", "offer_application", "refuse_application"),
            "rescind_application",
        ),
        ONWARD,
    ),
    "company_applications": NOT_MINE,
    "export_applications": NOT_MINE,
    "company_application": NOT_MINE,
    "company_application_file": NOT_MINE,
    "requests": SIGNED_IN,
    "request": ABSENT | {"stranger": 302},
    "accept_request": ONWARD,
    "decline_request": ONWARD,
    "ask_back": ONWARD,
    "block_request": ONWARD,
    "take_back": ONWARD,
    "confirm_deleted": ONWARD,
    "conversations": SIGNED_IN,
    "conversation": NOT_MINE,  # nobody of the table talks
    "conversation_file": NOT_MINE,
    "company_conversation_file": NOT_MINE,
    "report_conversation": NOT_MINE,
    "company_report_conversation": NOT_MINE,
    "leave_conversation": ONWARD,
    "mute_conversation": ONWARD,
    "read_conversation": ONWARD,
    "show_reading": ONWARD,
    "block_conversation": ONWARD,
    "company_conversations": OUR_COMPANY,
    "company_conversation": NOT_MINE,
    "company_leave_conversation": ONWARD,
    "company_mute_conversation": ONWARD,
    "company_read_conversation": ONWARD,
    "in_tray": SIGNED_IN,
    "timeline": SIGNED_IN,
    "notifications": SIGNED_IN,
    "see_all_notifications": ONWARD,
    "open_notification": ABSENT | {"stranger": 302},  # nobody of the table was told it
    "notification_choices": SIGNED_IN,
    "address_again": ONWARD,  # nobody's mail comes back
    "confirm_address": SIGNED_IN,
    "unsubscribe": OPEN,
    "tell_office": SIGNED_IN,
    "tell_answers": ONWARD,
    "cases": SIGNED_IN,
    "case": NOT_MINE,  # nobody of the table has one
    "withdraw_case": ONWARD,
    "read_answer": ONWARD,
    "wagtail_serve": OPEN,
    "picture": ABSENT,  # there is none
    "company_in_tray": OUR_COMPANY,
    "company_count": OUR_COMPANY,
    "expert_cv": ABSENT | {"stranger": 302},  # the expert has none
}
THIRD_PARTY = ("back-office/", "api/", "mail-events/")
"""Prefixes with tables of their own beside the rooms that serve them (tests/cms, tests/search/test_api.py); to what
providers report only a POST with the secret gets through (below)."""


def patterns(found: Any = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every address outside the prefixes."""
    for entry in found or get_resolver().url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, route)
        elif isinstance(entry, URLPattern) and not route.startswith(THIRD_PARTY):
            yield entry.name or "", route


def unlisted(names: set[str]) -> set[str]:
    """Names of addresses that the table does not hold."""
    return names - set(TABLE)


def test_every_address_is_in_the_table() -> None:
    names = {name for name, _ in patterns() if name}
    assert unlisted(names) == set() and set(TABLE) - names == set()


@pytest.fixture
def people(
    browse: Callable[..., Client], expert: Any, member: Any, other_member: Any, moderator: Any
) -> dict[str, Client]:
    users = {
        "stranger": None,
        "expert": expert,
        "member": member,
        "other_member": other_member,
        "moderator": moderator,
    }
    users |= {
        name: cast.staff(RoleName(name)) for name in ("editor", "privacy_officer", "operator", "case_officer")
    }
    cast.open_public_directory()
    plant()
    make_pages(put_in_force().programme)
    return {role: browse(user) for role, user in users.items()}


@pytest.fixture
def address(company: Any, expert: Any, settings: Any) -> Callable[[str, str], str]:
    def made(route: str, language: str) -> str:
        pk = Profile.objects.get(user=expert).pk
        values = {
            "<slug:company>": company.slug,
            "<str:token>": token(pk, relation=f"company:{company.pk}", key=settings.RELATION_KEY),
            "<str:name>": "none.log",
            "<int:pk>": "1",
            "<uuid:file>": "12345678-1234-4234-8234-123456789abc",
            "<uuid:opening>": "12345678-1234-4234-8234-123456789abc",
            "<uuid:key>": "12345678-1234-4234-8234-123456789abc",
            "<opening_verb:verb>": "withdraw",
            "<offer_verb:verb>": "pause",
            "<question_verb:verb>": "answer",
            "<relation_verb:verb>": "accept",
            "<origin:origin>": "booking",
            "<uuid:note>": "12345678-1234-4234-8234-123456789abc",
            "<session_verb:verb>": "cancel",
            "<feed_token:token>": "a" * 52,
            "<str:group>": "eu",
            "<seen_by_kind:kind>": "companies",
            "<slug:slug>": "small",
            "(?P<name>[\\w.\\-]+)$": "none.webp",
            "<slug:programme>": "small",
            "^((?:[a-z0-9\\-]+/)*)$": "programmes/small/",
        }
        for name, value in values.items():
            route = route.replace(name, value)
        return "/" + language + route[2:] if route.startswith(("fa/", "en/")) else "/" + route.lstrip("^")

    return made


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_role_gets_what_the_table_says(
    people: dict[str, Client], address: Callable[[str, str], str], index: Callable[[], int], language: str
) -> None:
    index()
    wrong = []
    for name, route in patterns():
        if not name:  # ours, standing before a page of allauth that is absent here
            continue
        for role in ROLES:
            status = people[role].get(address(route, language)).status_code
            if status != TABLE[name][role]:
                wrong.append((name, role, status, TABLE[name][role]))
    assert wrong == []


def test_what_mail_providers_report_is_taken_with_the_secret_alone(people: dict[str, Client]) -> None:
    for role in ROLES:
        assert people[role].get("/mail-events/postmark/tracking/").status_code == 405
        assert people[role].post("/mail-events/postmark/tracking/", {}, "application/json").status_code == 400
        for other in ("postmark/inbound/", "amazon_ses/tracking/", "mailgun/tracking/"):
            assert people[role].get(f"/mail-events/{other}").status_code == 404


PRIVATE = [
    "/fa/profile/",
    "/fa/c/alborz/experts/",
    "/fa/c/no-such-company/experts/",
    "/fa/c/alborz/experts/x/",
    "/fa/skills/",
]


@pytest.mark.parametrize("path", PRIVATE)
def test_a_private_pattern_leads_strangers_to_sign_in_before_any_look_up(
    browse: Callable[..., Client], db: None, path: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = browse().get(path)
    assert answer.status_code == 302 and answer.url.startswith("/fa/account/login/")


WRITES = {
    "profile_set_skill": {"skill": "go"},
    "profile_drop_skill": {"skill": "python"},
    "add_skills": {"skill": "go"},
    "profile_level": {"group": "facts", "level": "me"},
    "profile_listing": {"listing": "nobody"},
    "profile_confirm": {},
    "profile_hide": {"company": "alborz"},
    "profile_hide_domain": {"domain": "example.net"},
}


@pytest.mark.parametrize("name", WRITES)
def test_a_post_changes_one_s_own_profile_only(
    people: dict[str, Client], address: Callable[[str, str], str], expert: Any, name: str
) -> None:
    before = Profile.objects.values_list("pk", "version", "listing").get(user=expert)
    route = next(route for known, route in patterns() if known == name)
    for role in ROLES:
        if role != "expert":
            assert people[role].post(address(route, "en"), WRITES[name]).status_code in (302, 400)
    assert Profile.objects.values_list("pk", "version", "listing").get(user=expert) == before


def test_personal_pages_are_kept_by_nobody_and_name_nobody(
    people: dict[str, Client], company: Any, index: Any
) -> None:
    index()
    for role, path in (("expert", "/en/profile/"), ("member", f"/en/c/{company.slug}/experts/?q=python")):
        answer = people[role].get(path)
        assert "no-store" in answer["Cache-Control"]
        title = answer.content.decode().split("<title>")[1].split("</title>")[0]
        assert "@" not in title and "Data platform" not in title
        assert (
            answer["Referrer-Policy"] == "same-origin"
            and "script-src 'self'" in answer["Content-Security-Policy"]
        )
