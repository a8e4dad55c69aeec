"""The editor's verbs on holidays, each checked here whatever page it came from."""

from datetime import date
from secrets import token_hex

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.lib.errors import Conflict
from talent.schedule.models import Holiday

COUNTRY = "IR"


class DayTaken(Conflict):
    code = "day_taken"
    text = _("This holiday is entered for that day already.")


@transaction.atomic
def add_holiday(*, actor: User, day: date, fa: str, en: str) -> Holiday:
    """Enters a holiday that is announced for one day. Raises DayTaken where it stands there already."""
    demand_role(actor, RoleName.EDITOR)
    if Holiday.objects.filter(country=COUNTRY, day=day, kept=True, en=en).exists():
        raise DayTaken(field="day")
    made = Holiday.objects.create(country=COUNTRY, code=f"own-{token_hex(8)}", day=day, fa=fa, en=en)
    record(actor=actor.audit_key, verb="holiday.added", kind="holiday", key=made.pk)
    return made


@transaction.atomic
def change_holiday(
    *, actor: User, holiday: Holiday, day: date, fa: str, en: str, estimated: bool, kept: bool
) -> Holiday:
    """Corrects a holiday, or strikes it. Free times follow at the next look; what is booked stays booked."""
    demand_role(actor, RoleName.EDITOR)
    locked = Holiday.objects.select_for_update().get(pk=holiday.pk)
    locked.day, locked.fa, locked.en = day, fa, en
    locked.estimated, locked.kept = estimated, kept
    locked.save(update_fields=["day", "fa", "en", "estimated", "kept"])
    record(actor=actor.audit_key, verb="holiday.changed", kind="holiday", key=locked.pk)
    return locked
