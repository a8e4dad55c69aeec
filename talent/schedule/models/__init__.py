from talent.schedule.models.blocks import KEPT_DAYS, Block, BlockState
from talent.schedule.models.holidays import Holiday
from talent.schedule.models.outside import STALE, OutsideCalendar

__all__ = ["KEPT_DAYS", "STALE", "Block", "BlockState", "Holiday", "OutsideCalendar"]
