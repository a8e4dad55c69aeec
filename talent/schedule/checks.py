"""What this room asks of the process that it runs in (`manage.py check`, and at each start)."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from talent.lib import zone_data


@register()
def zones_are_pinned(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Slots and bookings go by one edition of the zone rules; the machine's may be another one."""
    if zone_data.is_pinned():
        return []
    hint = "Let nothing set zoneinfo's path after talent.lib.zone_data."
    return [Error("Time zones are read from the machine.", hint=hint, id="schedule.E001")]
