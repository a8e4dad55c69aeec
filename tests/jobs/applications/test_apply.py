"""Somebody writes to an opening: nothing typed is lost, and what is sent is sent once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jobs.applications.models import Application, ApplicationFile
from jobs.openings import actions as openings
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts import actions as experts
from talent.experts.models import Grant
from talent.lib.dates import park_today
from tests import cast
from tests.jobs.applications.conftest import HIS, LETTER, Browse, desk, pdf, place, sent, typed
from tests.openings import membership

pytestmark = pytest.mark.journey


def test_what_is_sent_is_what_was_previewed_and_what_the_company_reads(
    browse: Browse, expert: User, member: User, opening: Opening
) -> None:
    hers = browse(expert)
    made = sent(hers, opening, cv=pdf())
    page = browse(member).get(f"{desk(made)}{made.key}/").content.decode()
    assert LETTER in page and HIS in page and "PDF" in page and made.handle_en in page
    file = browse(member).get(f"{desk(made)}{made.key}/file/")
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    assert file["Content-Disposition"] == f'attachment; filename="applicant-{made.number}.pdf"'
    assert made.answer_by == park_today() + timedelta(days=14)
    assert LETTER in hers.get(f"/en/applications/{made.key}/").content.decode()
    assert "the company answers by" in hers.get("/en/applications/").content.decode()
    given = Grant.objects.get(source=made.source)
    assert given.groups == ["application", "facts", "names"]


def test_a_form_with_an_error_keeps_its_text_and_its_file(
    browse: Browse, expert: User, opening: Opening
) -> None:
    hers = browse(expert)
    answer = hers.post(place(opening), typed(letter="x" * 1_000_000, cv=pdf()))
    page = answer.content.decode()
    assert answer.status_code == 400 and "x" * 8001 in page and HIS in page and "PDF" in page
    assert hers.post(place(opening), typed()).status_code == 302
    assert ApplicationFile.objects.get().application == Application.objects.get()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("cv.exe", b"MZ" + b"0" * 500, "neither a PDF nor a Word file"),
        ("cv.pdf", b"%PDF-" + b"0" * (6 * 1024 * 1024), "larger than 5 MB"),
        ("cv.pdf", b"<script>alert(1)</script>%PDF-1.4", "two kinds of file"),
    ],
    ids=["program", "large", "polyglot"],
)
def test_a_file_that_is_not_fit_is_refused_and_the_text_kept(
    browse: Browse, expert: User, opening: Opening, name: str, data: bytes, says: str
) -> None:
    answer = browse(expert).post(place(opening), typed(cv=SimpleUploadedFile(name, data)))
    assert answer.status_code == 400 and says in answer.content.decode()
    assert Application.objects.get().letter == LETTER and not ApplicationFile.objects.exists()


def test_of_two_tabs_neither_overwrites_the_other(browse: Browse, expert: User, opening: Opening) -> None:
    hers = browse(expert)
    hers.post(place(opening), typed())
    answer = hers.post(place(opening), typed(letter="From another tab."))
    page = answer.content.decode()
    assert answer.status_code == 400 and "another tab" in page and "From another tab." in page
    assert Application.objects.get().letter == LETTER
    version = answer.context["form"]["version"].value()
    assert hers.post(place(opening), typed(letter="Both.", version=version)).status_code == 302
    assert Application.objects.get().letter == "Both."


def test_what_is_typed_is_kept_while_it_is_typed(browse: Browse, expert: User, opening: Opening) -> None:
    hers = browse(expert)
    saved = hers.post(f"{place(opening)}save/", typed(), headers={"HX-Request": "true"})
    assert "Saved" in saved.content.decode() and 'value="1"' in saved.content.decode()
    again = hers.post(
        f"{place(opening)}save/", typed(version=1, letter="More."), headers={"HX-Request": "true"}
    )
    assert "Saved" in again.content.decode() and Application.objects.get().letter == "More."
    assert "More." in hers.get(place(opening)).content.decode()


def test_saves_of_one_tab_may_overtake_each_other(browse: Browse, expert: User, opening: Opening) -> None:
    hers, tab = browse(expert), "0123456789abcdef"
    for letter in ("First.", "Second."):
        hers.post(f"{place(opening)}save/", typed(letter=letter, tab=tab))
    assert Application.objects.get().letter == "Second."


def test_sent_twice_it_is_one_application(browse: Browse, expert: User, opening: Opening) -> None:
    hers = browse(expert)
    made = sent(hers, opening)
    again = hers.post(f"{place(opening)}preview/", {"version": made.version})
    assert again.url == f"/en/applications/{made.key}/" == hers.get(place(opening)).url
    late = hers.post(place(opening), typed(letter="And one more thing."))
    assert late.status_code == 400 and "And one more thing." in late.content.decode()
    assert Application.objects.get().letter == LETTER


@pytest.mark.parametrize("how", ["withdrawn", "over"])
def test_an_opening_that_closes_meanwhile_takes_nothing_and_the_draft_stays(
    browse: Browse, expert: User, member: User, company: Company, opening: Opening, how: str
) -> None:
    hers = browse(expert)
    hers.post(place(opening), typed())
    if how == "withdrawn":
        openings.withdraw(actor=member, membership=membership(member, company), opening=opening)
    else:
        Opening.objects.filter(pk=opening.pk).update(ends_on=park_today() - timedelta(days=1))
    answer = hers.post(f"{place(opening)}preview/", {"version": 1})
    assert answer.status_code == 400 and "closed meanwhile" in answer.content.decode()
    assert Application.objects.get().state == "draft"
    page = hers.get(place(opening)).content.decode()
    assert LETTER in page and "This opening is over" in page
    assert hers.post(place(opening), typed(version=1, letter="Kept all the same.")).status_code == 302


def test_letters_and_questions_are_asked_for_before_sending(
    browse: Browse, expert: User, opening: Opening
) -> None:
    hers = browse(expert)
    hers.post(place(opening), typed(answer_q1=""))
    assert (
        "answer to each question" in hers.post(f"{place(opening)}preview/", {"version": 1}).content.decode()
    )
    hers.post(place(opening), typed(version=1, letter=""))
    assert "add your CV" in hers.post(f"{place(opening)}preview/", {"version": 2}).content.decode()


def test_hidden_own_and_missing_openings_answer_alike(
    browse: Browse, expert: User, member: User, company: Company, opening: Opening
) -> None:
    experts.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    hers = browse(expert)
    pages = [
        hers.get(f"/en/jobs/{key}/apply/") for key in (opening.key, "12345678-1234-4234-8234-123456789abc")
    ]
    assert [page.status_code for page in pages] == [404, 404]
    assert browse(member).get(place(opening)).status_code == 404


def test_who_is_found_by_nobody_applies_and_is_seen_by_that_company_alone(
    browse: Browse, member: User, other_member: User, opening: Opening, index: Any
) -> None:
    her = cast.expert("quiet@experts.example.org", listing="nobody", headline_en="Streams of payments")
    made = sent(browse(her), opening)
    page = browse(member).get(f"{desk(made)}{made.key}/").content.decode()
    assert "Streams of payments" in page
    index()
    found = browse(member).get("/en/c/alborz/experts/?q=python").context["page"]
    assert found.total == 0
    assert browse(other_member).get(f"{desk(made)}{made.key}/").status_code == 404


def test_without_a_profile_one_is_led_to_make_one(browse: Browse, opening: Opening) -> None:
    answer = browse(cast.person("new@experts.example.org")).get(place(opening))
    assert answer.status_code == 302 and answer.url == "/en/profile/"


def test_what_is_missing_is_said_before_and_in_the_preview(
    browse: Browse, expert: User, opening: Opening
) -> None:
    hers = browse(expert)
    refused = hers.post(place(opening), typed(letter="") | {"then": "preview"})
    assert refused.status_code == 400 and "letter" in refused.context["form"].errors
    assert "No preview yet" in refused.content.decode() and "Not saved yet" not in refused.content.decode()
    assert Application.objects.get().answers == {"q1": HIS}
    looked = hers.post(place(opening), typed(version=1, answer_q1="") | {"then": "preview"})
    page = hers.get(looked.url).content.decode()
    assert "not answered" in page and page.count(f'href="/en/jobs/{opening.key}/"') == 2
