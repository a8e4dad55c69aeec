from talent.schedule.models.blocks import KEPT_DAYS, Block, BlockState
from talent.schedule.models.feeds import CalendarFeed, random_number
from talent.schedule.models.holidays import Holiday
from talent.schedule.models.hours import Availability, Journey, OtherDays, as_pairs, empty_week, from_pairs
from talent.schedule.models.outside import STALE, OutsideCalendar

__all__ = [
    "KEPT_DAYS",
    "STALE",
    "Availability",
    "Block",
    "BlockState",
    "CalendarFeed",
    "Holiday",
    "Journey",
    "OtherDays",
    "OutsideCalendar",
    "as_pairs",
    "empty_week",
    "from_pairs",
    "random_number",
]
