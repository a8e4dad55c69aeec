"""Canaries: a unique string in everything that a person fills in, chooses or is told, planted by the product's own
verbs and forms."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from jobs.applications.models import Application, ApplicationFile
from jobs.contacts.clock import tell_experts
from jobs.contacts.models import ContactRequest
from talent.accounts.models import OpenSession, RoleName, User
from talent.companies import registration
from talent.companies.actions import return_company, suspend_company
from talent.companies.models import Company
from talent.companies.states import Remark
from talent.conversations.clock import tell_sides
from talent.conversations.models import Attachment, Message, Thread
from talent.experts import actions, handles
from talent.experts.details import FIELDS, save_details, save_row
from talent.experts.grants import grant_groups
from talent.experts.looks import note_looks
from talent.experts.models import Cv, Listing
from talent.lib.dates import park_today
from talent.programmes.cases.actions import answer_case
from talent.programmes.cases.pages import last_said
from talent.programmes.models import Case
from tests import cast
from tests.openings import posted
from tests.talent.lib.files import saying
from tests.talent.programmes.force import put_in_force

Browse = Callable[..., Client]
PROFILE, HIDDEN, LOOKS = "/en/profile/", "/en/profile/hidden/", "/en/profile/looks/"
SETTINGS, DATA, CODES = (
    f"/en/account/{page}" for page in ("settings/", "leave/data/", "second-factor/recovery-codes/")
)
NOWHERE = ""
"""For strings that no page shows: keys, names of files, what is sealed."""
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
WORDS = ("headline_fa", "headline_en", "summary_fa", "summary_en")
ROW_WORDS = {
    "experience": ("title", "employer", "text"),
    "education": ("degree", "field", "institution"),
}
YEARS: dict[str, dict[str, Any]] = {
    "experience": {"from_year": 2019, "to_year": None},
    "education": {"year": 2011},
}


@dataclass(frozen=True)
class Canary:
    """A string, on which page its owner reads it (NOWHERE: on none), and which other roles meet it, exactly."""

    text: str
    owner: User
    page: str
    seen_by: frozenset[str] = frozenset()
    of: str = ""


def squeezed(name: str, field: str) -> str:
    """The canary of a field: one word, so that a search can be made for it."""
    return f"{name}{field.replace('_', '')}"


def expert(name: str, listing: Listing, browse: Browse) -> User:
    """Somebody with a canary in every field that a form of the profile has; details stay at their first levels."""
    words = {field: squeezed(name, field) for field in WORDS}
    user = cast.expert(
        f"{name}@{name}.example.net",
        skills=("python:5", "rust:2", "go:1"),
        listing=Listing.NOBODY,
        **words,
    )
    _tell_details(user, name)
    _tell_rows(user, name)
    upload(browse(user), user, name)
    if listing != Listing.NOBODY:
        actions.set_listing(actor=user, profile=cast.profile_of(user), listing=listing)
    return user


def _tell_details(user: User, name: str) -> None:
    profile = cast.profile_of(user)
    for part, fields in FIELDS.items():
        typed: dict[str, Any] = {field: squeezed(name, field) for field in fields}
        if part == "links":
            typed = {"links": [f"https://{name}links.example.net/"]}
        save_details(actor=user, profile=profile, version=profile.version, part=part, **typed)


def _tell_rows(user: User, name: str) -> None:
    profile = cast.profile_of(user)
    for part, fields in ROW_WORDS.items():
        row = {field: f"{name}{part}{field}" for field in fields} | YEARS[part]
        save_row(actor=user, profile=profile, version=profile.version, part=part, **row)


def upload(browser: Client, user: User, name: str) -> None:
    """A CV whose page and whose file name are canaries, through the form."""
    file = SimpleUploadedFile(f"{name}cvname.pdf", saying(f"{name}cvtext"), "application/pdf")
    sent = {"file": file, "version": cast.profile_of(user).version}
    assert browser.post("/en/profile/cv/", sent).status_code == 302


def words_of(owner: User, name: str, *seen_by: str) -> list[Canary]:
    """Headline and summary, which companies read who find the profile."""
    return [
        Canary(squeezed(name, field), owner, PROFILE, frozenset(seen_by), f"experts.Profile.{field}")
        for field in WORDS
    ]


def details_of(owner: User, name: str) -> list[Canary]:
    """What nobody reads without a yes: names, contact, links, work, education, and the file."""
    held = [(squeezed(name, field), f"experts.Details.{field}") for fields in FIELDS.values() for field in fields]  # fmt: skip
    held += [
        (f"{name}{part}{field}", f"experts.{part.title()}.{field}")
        for part, fields in ROW_WORDS.items()
        for field in fields
    ]
    found = [Canary(text, owner, PROFILE, of=of) for text, of in held]
    return [*found, Canary(f"{name}cvtext", owner, "/en/profile/cv/file/"), Canary(f"{name}cvname", owner, NOWHERE)]  # fmt: skip


def keys_of(owner: User) -> list[Canary]:
    """What names a person to the machine, and to the trail that the privacy officer reads."""
    profile = cast.profile_of(owner)
    officer = frozenset({"privacy_officer"})
    kept = [
        Canary(profile.key.hex, owner, NOWHERE),
        Canary(str(owner.audit_key), owner, DATA, officer, "accounts.User.audit_key"),
        Canary(str(profile.key), owner, DATA, officer, "experts.Profile.key"),
        Canary(owner.password, owner, NOWHERE, of="accounts.User.password"),
        Canary(owner.email, owner, SETTINGS, of="accounts.User.email"),
        Canary(Cv.objects.get(profile=profile).file, owner, DATA, of="experts.Cv.file"),
    ]
    return kept + [
        Canary(row.session_key, owner, NOWHERE, of="accounts.OpenSession.session_key")
        for row in OpenSession.objects.filter(user=owner)
    ]


def secrets_of(owner: User) -> list[Canary]:
    """An app's secret, which is shown while it is set up and never again, and recovery codes."""
    secret = cast.second_factor(owner)
    codes = RecoveryCodes.activate(owner).get_unused_codes()
    return [Canary(secret, owner, NOWHERE), *(Canary(code, owner, CODES) for code in codes)]


def hides_of(owner: User, moderator: User) -> list[Canary]:
    """A company on a hide list, and a host: of the one the park's moderator knows the name, of the other nobody."""
    quiet = _company(moderator, "zqquiet")
    mine: dict[str, Any] = {"actor": owner, "profile": cast.profile_of(owner)}
    actions.hide_from(**mine, company=quiet)
    actions.hide_from_domain(**mine, domain="zqhost.example.net")
    host = Canary("zqhost.example.net", owner, HIDDEN, of="experts.HideDomain.domain")
    return [left(quiet, owner, HIDDEN, moderator, "experts.HideEntry.company"), host]


def choices_of(owner: User, moderator: User, ticked: Company) -> list[Canary]:
    """Companies that somebody ticked, gave a yes to, was looked at by: each is suspended since, so that its name
    stands on no list of companies."""
    looking, asking, chosen = (_company(moderator, f"zq{name}") for name in ("looks", "asks", "ticks"))
    mine: dict[str, Any] = {"actor": owner, "profile": cast.profile_of(owner)}
    actions.set_listing(**mine, listing=Listing.TICKED, ticked=[ticked, chosen])
    grant_groups(**mine, company=asking, groups=["names"], source="request", now=timezone.now())
    note_looks(looking.pk, [mine["profile"].pk], today=park_today(), opened=True)
    return [
        left(looking, owner, LOOKS, moderator, "experts.Look.company"),
        left(asking, owner, DATA, moderator, "experts.Grant.company"),
        left(chosen, owner, DATA, moderator, "experts.Tick.company"),
    ]


def _company(moderator: User, name: str) -> Company:
    """Its address and both of its names hold the canary."""
    return cast.company(moderator, name, name_fa=f"شرکت {name}", name_en=f"{name} Ltd")


def left(company: Company, owner: User, page: str, moderator: User, of: str) -> Canary:
    """The name of a company that is not verified any more: the moderator's list and the trail of deeds on companies
    hold it, and one person's page."""
    suspend_company(actor=moderator, company=company)
    return Canary(company.slug, owner, page, frozenset({"moderator", "privacy_officer"}), of)


DRAFTED = ("name_fa", "name_en", "contract_number", "makes_fa", "makes_en", "park_en", "site_en")


def registrations_of(founder: User, moderator: User, browse: Browse) -> list[Canary]:
    """A draft, which nobody but its members sees, with somebody invited; and what the park says of another one."""
    browser = browse(founder)
    draft, back = (_begun(browser, name) for name in ("zqdraft", "zqback"))
    here = f"/en/c/{draft.slug}/"
    drafted = {field: squeezed("zqdraft", field) for field in DRAFTED}
    registration.save_draft(actor=founder, company=draft, **drafted)
    invited = "zqinvited@zqinvited.example.net"
    assert browser.post(f"{here}members/", {"email": invited, "role": "reader"}).status_code == 302
    Company.objects.filter(pk=back.pk).update(state="submitted")
    return_company(actor=moderator, company=back, comments={Remark.OTHER: "zqcomment"})
    held = [Canary(text, founder, f"{here}registration/") for text in drafted.values()]
    return [
        *held,
        Canary(invited, founder, f"{here}members/", of="companies.Invitation.address"),
        Canary("zqcomment", founder, f"/en/c/{back.slug}/registration/"),
    ]


def _begun(browser: Client, name: str) -> Company:
    sent = {"name_fa": squeezed(name, "name_fa"), "name_en": squeezed(name, "name_en")}
    assert browser.post("/en/companies/register/", sent).status_code == 302
    return Company.objects.get(name_en=sent["name_en"])


def alias_of(owner: User, company: Company, *seen_by: str) -> list[Canary]:
    """The two names by which one company knows a person: no other company meets them."""
    named: dict[str, Any] = {"relation": f"company:{company.pk}", "key": settings.RELATION_KEY}
    pk = cast.profile_of(owner).pk
    names = handles.label(pk, **named, language="fa").translate(PERSIAN), handles.label(pk, **named, language="en")  # fmt: skip
    return [Canary(text, owner, NOWHERE, frozenset(seen_by)) for text in names]


def token_of(owner: User, company: Company) -> str:
    """The address by which a company reaches a person."""
    pk = cast.profile_of(owner).pk
    return handles.token(pk, relation=f"company:{company.pk}", key=settings.RELATION_KEY)


def asked_of(
    owner: User, member: User, company: Company, browse: Browse
) -> tuple[ContactRequest, list[Canary]]:
    """A request, asked back and answered, each text typed into its form: the two sides read all of it."""
    typed = {name: f"zq{name.replace('_', '')}" for name in ("asked_as", "message", "question", "reply")}
    ours, place = browse(member), f"/en/c/{company.slug}"
    asking = {"purpose": "advice", "answer_by": (park_today() + timedelta(days=7)).isoformat()} | typed
    assert ours.post(f"{place}/experts/{token_of(owner, company)}/ask/", asking).status_code == 302
    tell_experts(timezone.now())
    made = ContactRequest.objects.get(company=company)
    assert browse(owner).post(f"/en/requests/{made.key}/ask-back/", typed).status_code == 302
    assert ours.post(f"{place}/requests/{made.key}/", typed).status_code == 302
    tell_experts(timezone.now())
    page, both = f"/en/requests/{made.key}/", frozenset({"member"})
    return made, [Canary(text, owner, page, both, f"contacts.ContactRequest.{name}") for name, text in typed.items()]  # fmt: skip


def said_to(asked: ContactRequest, owner: User, member: User, browse: Browse) -> tuple[Thread, list[Canary]]:
    """A conversation after a yes to nothing more: each side's words, a name, a file; the two sides read all of it."""
    mine, ours = browse(owner), browse(member)
    assert mine.post(f"/en/requests/{asked.key}/accept/").status_code == 302
    thread = Thread.objects.get(ref=asked.key)
    here, there = (
        f"/en/conversations/{thread.key}/",
        f"/en/c/{asked.company.slug}/conversations/{thread.key}/",
    )
    file = SimpleUploadedFile("zqfilename.pdf", saying("zqfiletext"), "application/pdf")
    typed = {"text": "zqtheysay", "signed": "zqsigned", "attachments": [file]}
    assert ours.post(there, typed).status_code == 302
    assert mine.post(here, {"text": "zqtheyanswer"}).status_code == 302
    tell_sides(timezone.now())
    shown = {"messages": [str(Message.objects.get(side="company").key)], "reason": "other", "note": "zqnote"}
    assert mine.post(f"{here}report/", shown).status_code == 302
    staff = frozenset({"moderator", "privacy_officer"})
    download, both = f"{here}files/{Attachment.objects.get().key}/", frozenset({"member"})
    found = [
        Canary("zqtheyanswer", owner, here, both, "conversations."),
        Canary("zqtheysay", owner, here, both, "conversations.Message.text"),
        Canary("zqsigned", owner, here, both, "conversations.Message.signed"),
        Canary("zqnote", owner, f"{here}report/", staff, "conversations.Report.note"),
        Canary("zqfilename", owner, here, both, "conversations.Attachment.name"),
        Canary("zqfiletext", owner, download, both, "conversations."),
        Canary(Attachment.objects.get().file, owner, NOWHERE, of="conversations.Attachment.file"),
    ]
    return thread, found


def applied_to(
    owner: User, member: User, company: Company, browse: Browse, everybody: frozenset[str]
) -> tuple[Application, list[Canary]]:
    """An opening with a name that everybody reads; an application to it with a letter, an answer and a file, which its
    company reads, and what that notes about it."""
    asked = [{"id": "0123abcd", "text": "Why?"}]
    opening = posted(member, company, questions=asked, contact="zqcontact")
    mine, ours, place = browse(owner), browse(member), f"/en/jobs/{opening.key}/apply/"
    file = SimpleUploadedFile("zqappliedname.pdf", saying("zqappliedtext"), "application/pdf")
    typed = {"version": 0, "letter": "zqletter", "answer_0123abcd": "zqanswer", "cv": file}
    assert mine.post(place, typed).status_code == 302
    assert mine.post(f"{place}preview/", {"version": 1}).status_code == 302
    made = Application.objects.get(opening=opening)
    here = f"/en/c/{company.slug}/openings/{opening.key}/applications/{made.key}/"
    assert ours.post(here, {"note": "zqremark"}).status_code == 302
    assert ours.post(f"{here}shortlist/", {"version": 2}).status_code == 302
    assert ours.post(f"{here}offer/", {"version": 3, "text": "zqoffer"}).status_code == 302
    page, both = f"/en/applications/{made.key}/", frozenset({"member"})
    return made, [
        Canary("zqletter", owner, page, both, "applications.Application.letter"),
        Canary("zqanswer", owner, page, both, "applications.Application.answers"),
        Canary("zqappliedtext", owner, f"{page}file/", both, "applications."),
        Canary("zqappliedname", owner, NOWHERE),
        Canary(ApplicationFile.objects.get().file, owner, NOWHERE, of="applications.ApplicationFile.file"),
        Canary("zqoffer", owner, page, both, "applications.Application.offer"),
        Canary("zqremark", member, here, both, "applications.PrivateComment.text"),
        Canary("zqcontact", member, f"/en/jobs/{opening.key}/", everybody, "openings.Edition.contact"),
    ]


def case_of(owner: User, browse: Browse) -> tuple[Case, list[Canary]]:
    """Told to the programme office, and answered: whoever asked reads both, and officers do."""
    put_in_force()
    assert browse(owner).post("/en/programmes/small/tell/", {"text": "zqtold"}).status_code == 302
    case = Case.objects.get()
    answer_case(
        actor=cast.staff(RoleName.CASE_OFFICER, "officer2@park.example.org"),
        case=case,
        text="zqoffice",
        seen=last_said(case),
    )
    page, officers = f"/en/cases/{case.key}/", frozenset({"case_officer"})
    found = [
        Canary("zqtold", owner, page, officers, "programmes.CaseMessage.text"),
        Canary("zqoffice", owner, page, officers, "programmes.CaseMessage.text"),
    ]
    return case, found


def kept_by(owner: User, member: User, company: Company, browse: Browse) -> Canary:
    """On a shortlist, with a note: its company reads it, and whom it is about."""
    place = f"/en/c/{company.slug}/experts/{token_of(owner, company)}/"
    assert browse(member).post(f"{place}keep/", {"note": "zqkept"}).status_code == 302
    return Canary("zqkept", owner, DATA, frozenset({"member"}), "experts.Shortlisted.note")


def typed_and_lost(owner: User) -> tuple[Client, Canary]:
    """A text whose session ended while it was typed: it waits for the browser that it was typed in."""
    browser, text = Client(), f"zqlost{secrets.token_hex(4)}"
    cast.sign_in(browser, owner)
    browser.get("/en/start/")
    browser.session.flush()
    form = dict.fromkeys(WORDS, text) | {"version": cast.profile_of(owner).version}
    assert "kept" in browser.post("/en/profile/words/", form)["Location"]
    browser.post("/en/account/login/", {"login": owner.email, "password": cast.PASSWORD})
    return browser, Canary(text, owner, "/en/account/kept/")
