"""Holidays are data: loaded once, corrected by editors, and never brought back by loading again."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from persiantools.jdatetime import JalaliDate

from talent.accounts.models import RoleName, User
from talent.audit.models import Entry
from talent.lib.working_days import solar_holidays
from talent.schedule.loading import YEARS
from talent.schedule.models import Holiday
from talent.schedule.weekends import weekend
from tests import cast

pytestmark = pytest.mark.django_db
Browse = Callable[..., Client]
ASHURA = "1405-ashura"


@pytest.fixture
def editor() -> User:
    return cast.staff(RoleName.EDITOR)


@pytest.fixture(autouse=True)
def loaded(db: None) -> None:
    call_command("holidays", stdout=StringIO())


def test_four_years_hold_the_solar_and_the_lunar_days() -> None:
    for year in YEARS:
        first, last = (JalaliDate(*day).to_gregorian() for day in ((year, 1, 1), (year, 12, 29)))
        days = Holiday.objects.days("IR", first, last)
        fixed = {JalaliDate(year, *day).to_gregorian() for day in solar_holidays()}
        assert fixed <= days and 22 <= len(days) <= 28, year
    assert date(2026, 6, 25) in Holiday.objects.days("IR", date(2026, 6, 1), date(2026, 6, 30))
    assert Holiday.objects.days("DE", date(2026, 1, 1), date(2026, 12, 31)) == frozenset()


def test_days_that_are_not_announced_yet_say_so() -> None:
    assert not Holiday.objects.filter(estimated=True, day__lt=date(2027, 1, 1)).exists()
    lunar = Holiday.objects.filter(day__gt=date(2027, 1, 1)).exclude(code__regex=r"^\d{4}-\d\d-\d\d$")
    assert all(one.estimated for one in lunar)


@pytest.mark.parametrize("typed", ["2026-06-26", "۱۴۰۵/۴/۵"])
def test_an_editor_moves_a_day_and_loading_again_leaves_it(browse: Browse, editor: User, typed: str) -> None:
    holiday = Holiday.objects.get(code=ASHURA)
    sent = {"day": typed, "fa": holiday.fa, "en": holiday.en, "kept": "on"}
    answer = browse(editor).post(reverse("holiday:change", args=[holiday.pk]), sent)
    assert answer.status_code == 302 and Entry.objects.latest("id").verb == "holiday.changed"
    count = Holiday.objects.count()
    call_command("holidays", stdout=StringIO())
    days = Holiday.objects.days("IR", date(2026, 6, 20), date(2026, 6, 30))
    assert days == {date(2026, 6, 26), date(2026, 6, 24)} and Holiday.objects.count() == count


def test_one_that_does_not_take_place_is_struck_and_one_that_is_announced_is_added(
    browse: Browse, editor: User
) -> None:
    holiday, browser = Holiday.objects.get(code=ASHURA), browse(editor)
    sent: dict[str, Any] = {"day": "2026-06-25", "fa": holiday.fa, "en": holiday.en}
    browser.post(reverse("holiday:change", args=[holiday.pk]), sent)
    assert date(2026, 6, 25) not in Holiday.objects.days("IR", date(2026, 6, 25), date(2026, 6, 25))
    sent = {"day": "2026-12-07", "fa": "تعطیل به سبب آلودگی هوا", "en": "Closed: air pollution"}
    assert browser.post(reverse("holiday:add"), sent).status_code == 302
    assert date(2026, 12, 7) in Holiday.objects.days("IR", date(2026, 12, 1), date(2026, 12, 31))
    again = browser.post(reverse("holiday:add"), sent)
    assert again.status_code == 200 and "تعطیلی" in again.content.decode()


@pytest.mark.parametrize("typed", ["", "1405/12/30", "2026-02-30", "soon", "9" * 5000])
def test_a_day_that_does_not_exist_is_told_at_its_field(browse: Browse, editor: User, typed: str) -> None:
    holiday, browser = Holiday.objects.get(code=ASHURA), browse(editor)
    page = reverse("holiday:change", args=[holiday.pk])
    assert 'value="1405/04/04"' in browser.get(page).content.decode()
    answer = browser.post(page, {"day": typed, "fa": holiday.fa, "en": holiday.en})
    assert answer.status_code == 200 and answer.context["form"].errors["day"]
    assert Holiday.objects.get(code=ASHURA).day == holiday.day


def test_nobody_but_editors_touches_them(browse: Browse, moderator: User, expert: User) -> None:
    pages = [reverse("holiday:index"), reverse("holiday:add"), reverse("holiday:change", args=[1])]
    for user in (moderator, expert):
        assert {browse(user).get(page).status_code for page in pages} <= {302, 403, 404}


def test_countries_rest_on_their_own_days() -> None:
    assert (weekend("IR"), weekend("DE"), weekend("EG")) == ({4}, {5, 6}, {4, 5})
    assert settings.WEEKEND == (3, 4), "the park's own Thursday"
