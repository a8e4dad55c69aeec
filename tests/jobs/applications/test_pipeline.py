"""A company's pipeline: as many statements for many as for one, and a table in which no cell acts."""

import csv
import io

import pytest

from jobs.applications.models import Application
from jobs.applications.table import harmless
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Company
from tests import cast
from tests.harness import statements
from tests.jobs.applications.conftest import Browse, desk, move, pdf, sent

pytestmark = pytest.mark.journey
ACTS = ('=HYPERLINK("https://x.example")', "+1", "-1+1", "@SUM(A1)", "\t=1", "＝1+1")


@pytest.mark.parametrize("cell", ACTS)
def test_no_cell_of_the_table_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}" and harmless("plain") == "plain"


def test_the_table_holds_what_the_pages_show_and_opens_in_spreadsheets(
    browse: Browse, expert: User, member: User, other_member: User, opening: Opening
) -> None:
    made = sent(browse(expert), opening, letter=ACTS[0], answer_q1="-1 line\nand another")
    answer = browse(member).get(f"{desk(made)}export/")
    assert answer.content.startswith(b"\xef\xbb\xbf") and "attachment" in answer["Content-Disposition"]
    [head, row] = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head[-1] == "Which stream was the largest?" and len(head) == len(row)
    assert row[0] == made.handle_en and row[-2:] == [f"'{ACTS[0]}", "'-1 line\nand another"]
    assert browse(other_member).get(f"{desk(made)}export/").status_code == 404


def test_the_pipeline_asks_the_database_as_often_for_many_as_for_one(
    browse: Browse, expert: User, member: User, opening: Opening
) -> None:
    made = sent(browse(expert), opening)
    ours, hers = browse(member), browse(expert)

    def cost() -> list[int]:
        paths = [desk(made), f"{desk(made)}?state=submitted", f"{desk(made)}export/", "/en/c/alborz/in-tray/"]
        spent = [len(statements.of(lambda path=path: ours.get(path))) for path in paths]
        return [*spent, len(statements.of(lambda: hers.get("/en/applications/")))]

    cost()
    one = cost()
    for number in range(4):
        more = sent(browse(cast.expert(f"more{number}@experts.example.org")), opening)
        if number > 1:
            move(ours, more, "shortlist")
    Application.objects.filter(pk=made.pk).update(state="in_review")
    assert cost() == one and max(one) <= 13


def test_programs_apply_and_decide_as_pages_do(
    browse: Browse, expert: User, member: User, company: Company, opening: Opening
) -> None:
    hers, ours = browse(expert), browse(member)
    place = f"/api/v1/jobs/{opening.key}/apply/"
    first = hers.get(place).json()
    assert (first["version"], first["questions"][0]["id"]) == (0, "q1")
    draft = {"version": 0, "letter": "Hello", "answers": {"q1": "This"}, "groups": ["names"]}
    assert hers.post(place, draft, "application/json").json()["version"] == 1
    assert hers.post(place, draft, "application/json").status_code == 409
    assert "PDF" in hers.post(f"{place}cv/", {"cv": pdf()}).json()["cv"]
    made = hers.post(f"{place}send/", {"version": 1}, "application/json").json()
    assert (made["state"], made["turn"], made["offered"]) == (
        "submitted",
        "company",
        ["withdraw", "take_back"],
    )
    here = f"/api/v1/c/alborz/openings/{opening.key}/applications/"
    [line] = ours.get(here).json()["results"]
    assert line["state"] == "submitted" and ours.get(f"{here}?state=offered").json()["count"] == 0
    step = {"version": line["version"]}
    assert (
        ours.post(f"{here}{line['key']}/shortlist/", step, "application/json").json()["state"]
        == "shortlisted"
    )
    late = ours.post(f"{here}{line['key']}/refuse/", step | {"reason": "skills"}, "application/json")
    assert late.status_code == 409 and late.json()["code"] == "moved"
    noted = ours.post(f"{here}{line['key']}/comment/", {"text": "Good"}, "application/json").json()
    assert [note["text"] for note in noted["comments"]] == ["Good"]
    assert "Good" not in hers.get(f"/api/v1/applications/{line['key']}/").content.decode()
    assert hers.post(f"/api/v1/applications/{line['key']}/withdraw/").json()["state"] == "withdrawn"


def test_what_is_typed_never_runs(browse: Browse, expert: User, member: User, opening: Opening) -> None:
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    made = sent(browse(expert), opening, letter=script, answer_q1=script)
    browse(member).post(f"{desk(made)}{made.key}/", {"note": script})
    for browser, path in ((member, f"{desk(made)}{made.key}/"), (expert, f"/en/applications/{made.key}/")):
        page = browse(browser).get(path).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page and "&lt;script&gt;alert" in page
