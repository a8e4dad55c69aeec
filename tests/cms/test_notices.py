"""The privacy officer writes and publishes notices in the back office."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from talent.accounts.models import Group, Notice, RoleName, User
from talent.audit.models import Entry
from tests import cast
from tests.journeys.forms import sent

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]


@pytest.fixture
def browser(browse: Browse) -> Client:
    return browse(cast.staff(RoleName.PRIVACY_OFFICER))


def test_a_draft_is_started_changed_and_published(browser: Client) -> None:
    browser.post(reverse("notice:start"), {"group": "eu"})
    draft = Notice.objects.get(published_at=None)
    assert draft.who_en == cast.notice(Group.EU).who_en
    change = reverse("notice:change", args=[draft.pk])
    form = sent(browser.get(change), "") | dict.fromkeys(Notice.TEXTS, "Checked.")
    assert browser.post(change, form).status_code == 302
    assert browser.get(reverse("notice:inspect", args=[draft.pk])).content.decode().count("Checked.") == 24
    publish = reverse("notice:publish", args=[draft.pk])
    assert browser.get(publish).status_code == 200 and browser.post(publish).status_code == 302
    assert cast.notice(Group.EU).pk == draft.pk
    verbs = Entry.objects.filter(target_kind="notice").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["notice.started", "notice.saved", "notice.published"]


def test_a_marked_draft_is_refused_and_a_second_one_too(browser: Client) -> None:
    browser.post(reverse("notice:start"), {"group": "eu"})
    draft = Notice.objects.get(published_at=None)
    answer = browser.post(reverse("notice:publish", args=[draft.pk]))
    assert answer.status_code == 200 and 'role="alert"' in answer.content.decode()
    again = browser.post(reverse("notice:start"), {"group": "eu"})
    assert again.status_code == 200 and Notice.objects.filter(published_at=None).count() == 1


def test_a_published_one_offers_nothing_and_refuses_what_is_typed(browser: Client) -> None:
    notice = cast.notice()
    page = browser.get(reverse("notice:inspect", args=[notice.pk])).content.decode()
    assert reverse("notice:change", args=[notice.pk]) not in page
    form = dict.fromkeys(Notice.TEXTS, "Typed anew.")
    answer = browser.post(reverse("notice:change", args=[notice.pk]), form)
    assert answer.status_code == 200 and "Typed anew." in answer.content.decode()
    assert "Typed anew." not in Notice.objects.get(pk=notice.pk).who_en


@pytest.mark.parametrize("role", [name for name in RoleName if name != RoleName.PRIVACY_OFFICER])
def test_other_roles_see_none(browse: Browse, role: RoleName) -> None:
    browser, notice = browse(cast.staff(role)), cast.notice()
    assert browser.get(reverse("notice:index")).status_code == 302
    for verb in ("change", "publish"):
        assert browser.get(reverse(f"notice:{verb}", args=[notice.pk])).status_code == 403
