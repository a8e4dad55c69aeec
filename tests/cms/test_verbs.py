"""Each verb of the back office: it works, is refused to other roles, and a refusal loses nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from search.text.normalise import squash
from talent.accounts.models import RoleName, User
from talent.audit.models import Entry
from talent.companies.models import Comment, Company, Membership, Remark, State
from talent.experts import park, terms
from talent.experts.models import ParkChoice, Term
from talent.lib.errors import Forbidden
from tests import cast

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]

NEW = {
    "slug": "damavand",
    "name_fa": "شرکت دماوند",
    "name_en": "Damavand",
    "domain": "damavand.example.org",
    "national_id": "۱۰۳۸۰۲۸۴۷۹۰",
    "contract_number": "12-34",
}
WORD = {"kind": "skill", "slug": "zig", "fa": "زیگ", "en": "Zig", "aliases_fa": "", "aliases_en": "ziglang"}


@pytest.fixture
def editor(db: None) -> User:
    return cast.staff(RoleName.EDITOR)


def texts(response: Any) -> str:
    return response.content.decode()


def words(term: Term, **changes: str) -> dict[str, str]:
    return {name: getattr(term, name) for name in ("fa", "en", "aliases_fa", "aliases_en")} | changes


def test_a_company_is_entered_verified_and_suspended(browse: Browse, moderator: User) -> None:
    browser = browse(moderator)
    assert browser.post(reverse("company:create"), NEW).status_code == 302
    company = Company.objects.get(slug="damavand")
    assert company.state == State.SUBMITTED
    second = browse(cast.second_moderator())
    for who, verb, state in (
        (browser, "verify", State.SUBMITTED),
        (browser, "verify", State.SUBMITTED),
        (second, "verify", State.VERIFIED),
        (second, "suspend", State.SUSPENDED),
        (second, "verify", State.SUSPENDED),
        (browser, "verify", State.VERIFIED),
    ):
        address = reverse(f"company:{verb}", args=[company.pk])
        assert who.get(address).status_code == 200
        assert who.post(address, follow=True).status_code == 200
        company.refresh_from_db()
        assert company.state == state
    verbs = [entry.verb for entry in Entry.objects.order_by("id") if entry.verb.startswith("company")]
    approved = ["company.approved", "company.approved", "company.verified"]
    assert verbs == ["company.created", *approved, "company.suspended", *approved]


def test_a_taken_address_is_said_on_the_form_and_what_was_typed_stays(
    browse: Browse, moderator: User, company: Company
) -> None:
    shown = texts(browse(moderator).post(reverse("company:create"), NEW | {"slug": company.slug}))
    assert 'role="alert"' in shown
    assert all(
        f'value="{value}"' in shown
        for value in (company.slug, "Damavand", "شرکت دماوند", "damavand.example.org")
    )
    assert Company.objects.count() == 1


@pytest.mark.parametrize(
    "domain", ["", "no dots", "a@b.example.org", "http://x.example.org/", "x" * 200 + ".org"]
)
def test_a_domain_that_is_none_is_refused(browse: Browse, moderator: User, domain: str) -> None:
    response = browse(moderator).post(reverse("company:create"), NEW | {"domain": domain})
    assert response.context["form"].errors.keys() == {"domain"}
    assert not Company.objects.exists()


def test_a_member_is_added_once_and_taken_out(browse: Browse, moderator: User, company: Company) -> None:
    browser, address = browse(moderator), reverse("company:add_member", args=[company.pk])
    asked = {"email": "New@alborz.example.org", "role": "owner"}
    assert browser.post(address, asked).status_code == 302
    again = browser.post(address, asked)
    assert again.status_code == 200
    assert "New@alborz.example.org" in texts(again)
    membership = Membership.objects.get(email="new@alborz.example.org")
    assert membership.email in texts(browser.get(reverse("company:inspect", args=[company.pk])))
    end = reverse("company:end_membership", args=[company.pk, membership.pk])
    assert membership.email in texts(browser.get(end))
    assert browser.post(end).status_code == 302
    membership.refresh_from_db()
    assert membership.ended_at
    assert membership.email not in texts(browser.get(reverse("company:inspect", args=[company.pk])))


def test_a_membership_is_found_in_its_own_company_only(
    browse: Browse, moderator: User, company: Company, other_company: Company, member: User
) -> None:
    membership = Membership.objects.get(email=member.email)
    end = reverse("company:end_membership", args=[other_company.pk, membership.pk])
    assert browse(moderator).post(end).status_code == 404
    membership.refresh_from_db()
    assert membership.ended_at is None


@pytest.mark.parametrize("role", [RoleName.EDITOR, RoleName.PRIVACY_OFFICER, RoleName.OPERATOR])
def test_other_roles_cannot_act_for_the_moderator(
    browse: Browse, company: Company, member: User, role: RoleName
) -> None:
    browser, membership = browse(cast.staff(role)), Membership.objects.get(email=member.email)
    posts: dict[str, dict[str, str]] = {
        reverse("company:create"): NEW,
        reverse("company:suspend", args=[company.pk]): {},
        reverse("company:verify", args=[company.pk]): {},
        reverse("company:add_member", args=[company.pk]): {"email": "x@x.example.org", "role": "owner"},
        reverse("company:end_membership", args=[company.pk, membership.pk]): {},
        reverse("public_directory:open"): {},
        reverse("public_directory:close"): {},
    }
    before = Entry.objects.count()
    assert [browser.post(address, values).status_code for address, values in posts.items()] == [403] * len(
        posts
    )
    assert [browser.get(address).status_code for address in posts] == [403] * len(posts)
    company.refresh_from_db()
    assert (company.state, Entry.objects.count()) == (State.VERIFIED, before)


def test_a_changed_label_is_seen_at_once(
    browse: Browse, editor: User, expert: User, index: Callable[[], int], member: User, company: Company
) -> None:
    index()
    term = cast.term("skill", "python")
    address = reverse("term:change", args=[term.pk])
    assert 'value="Python"' in texts(browse(editor).get(address))
    assert (
        browse(editor).post(address, words(term, en="Python language", fa="زبان پایتون")).status_code == 302
    )
    page = texts(browse(member).get(f"/en/c/{company.slug}/experts/?skill=python"))
    assert "Python language" in page
    assert Entry.objects.latest("id").verb == "term.changed"


def test_a_new_word_is_read_in_queries_at_once(browse: Browse, editor: User) -> None:
    cast.open_public_directory()
    assert browse(editor).post(reverse("term:add"), WORD).status_code == 302
    term = cast.term("skill", "zig")
    assert term.aliases_en == "ziglang"
    assert term.position > cast.term("skill", "python").position or term.position > 0
    found = Client().get("/api/v1/vocabularies/skill/?lang=en").json()["results"]
    assert [word["label"] for word in found if word["slug"] == "zig"] == ["Zig"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"en": "P Y T H O N"}, "en"),
        ({"fa": "كافكا"}, "fa"),
        ({"aliases_en": "one\nApache-Kafka"}, "aliases_en"),
        ({"en": "—"}, "en"),
        ({"aliases_fa": "، ، "}, "aliases_fa"),
        ({"slug": "python"}, "slug"),
    ],
)
def test_a_spelling_belongs_to_one_word_of_a_kind(
    browse: Browse, editor: User, changes: dict[str, str], field: str
) -> None:
    before = Term.objects.count()
    response = browse(editor).post(reverse("term:add"), WORD | changes)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field}
    assert 'value="زیگ"' in texts(response) or field == "fa"
    assert Term.objects.count() == before


def test_spellings_that_words_share_may_stay_shared(browse: Browse, editor: User) -> None:
    term = cast.term("region", "western-europe")
    response = browse(editor).post(
        reverse("term:change", args=[term.pk]), words(term, en="Europe, west and south")
    )
    assert response.status_code == 302


def test_the_slug_is_locked(browse: Browse, editor: User) -> None:
    term = cast.term("skill", "rust")
    browse(editor).post(
        reverse("term:change", args=[term.pk]), words(term) | {"slug": "other", "kind": "way"}
    )
    term.refresh_from_db()
    assert (term.slug, term.kind) == ("rust", "skill")


def test_only_editors_touch_the_vocabulary(browse: Browse, moderator: User) -> None:
    term = cast.term("skill", "rust")
    for address in (reverse("term:add"), reverse("term:change", args=[term.pk])):
        assert browse(moderator).post(address, WORD).status_code == 403
    with pytest.raises(Forbidden):
        terms.change_term(actor=moderator, term=term, fold=squash, **words(term))
    with pytest.raises(Forbidden):
        terms.add_term(actor=moderator, fold=squash, **WORD)
    with pytest.raises(Forbidden):
        park.open_public_directory(actor=cast.staff(RoleName.EDITOR))


def test_the_public_directory_opens_and_closes_at_the_next_request(
    browse: Browse, moderator: User, index: Callable[[], int]
) -> None:
    addresses = ("/en/experts/", "/api/v1/experts/")
    for verb, status in (("open", 200), ("close", 404), ("open", 200)):
        assert browse(moderator).get(reverse(f"public_directory:{verb}")).status_code == 200
        assert browse(moderator).post(reverse(f"public_directory:{verb}")).status_code == 302
        assert [Client().get(address).status_code for address in addresses] == [status] * 2
    browse(moderator).post(reverse("public_directory:open"))
    deeds = Entry.objects.filter(target_kind="park").order_by("id").values_list("verb", flat=True)
    assert [deed.rsplit(".")[-1] for deed in deeds] == ["opened", "closed", "opened"]
    assert ParkChoice.current().public_directory_open


def test_a_registration_is_returned_with_comments_by_what_they_are_about(
    browse: Browse, moderator: User
) -> None:
    waiting = cast.company(moderator, "waiting", verified=False)
    address = reverse("company:send_back", args=[waiting.pk])
    assert browse(moderator).get(address).context["form"].fields.keys() == set(Remark)
    nothing = browse(moderator).post(address, {"name": "  "})
    assert nothing.status_code == 200 and nothing.context["form"].non_field_errors()
    said = {"domain": "No mail\narrives there.", "other": ""}
    assert browse(moderator).post(address, said).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == State.RETURNED
    assert list(Comment.objects.values_list("about", "text")) == [("domain", "No mail\narrives there.")]
    again = browse(moderator).post(address, said)
    assert again.status_code == 200 and "No mail" in texts(again)
    assert Entry.objects.latest("id").verb == "company.returned"


def test_companies_without_an_owner_and_members_outside_the_domain_are_marked(
    browse: Browse, moderator: User, company: Company, member: User
) -> None:
    cast.person("adviser@elsewhere.example.net")
    add = reverse("company:add_member", args=[company.pk])
    browse(moderator).post(add, {"email": "adviser@elsewhere.example.net", "role": "owner"})
    page = browse(moderator).get(reverse("company:inspect", args=[company.pk]))
    assert [one["row"].email for one in page.context["members"] if one["elsewhere"]] == [
        "adviser@elsewhere.example.net"
    ]
    filtered = {"without": "owner"}
    assert list(browse(moderator).get(reverse("company:index"), filtered).context["object_list"]) == []
    owner = Membership.objects.get(role="owner")
    browse(moderator).post(reverse("company:end_membership", args=[company.pk, owner.pk]))
    listed = browse(moderator).get(reverse("company:index"), filtered).context["object_list"]
    assert list(listed) == [company]
