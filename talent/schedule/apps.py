from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "talent.schedule"

    def ready(self) -> None:
        from talent.accounts import kept
        from talent.accounts.holdings import Holding, erasers, holdings
        from talent.schedule import checks as checks
        from talent.schedule.clock import erase_times
        from talent.schedule.forms import HoursForm
        from talent.schedule.models import (
            Availability,
            Block,
            CalendarFeed,
            Journey,
            OtherDays,
            OutsideCalendar,
        )

        fields = ("start", "end", "kind", "state", "held_until")
        holdings.append(Holding(Block, lambda user: Block.objects.filter(owner=user), fields))
        outside = ("busy", "read_at", "trouble")
        holdings.append(
            Holding(OutsideCalendar, lambda user: OutsideCalendar.objects.filter(owner=user), outside)
        )
        holdings.append(Holding(CalendarFeed, lambda user: CalendarFeed.objects.filter(owner=user)))
        holdings.append(Holding(Availability, lambda user: Availability.objects.filter(owner=user)))
        holdings.append(Holding(OtherDays, lambda user: OtherDays.objects.filter(availability__owner=user)))
        holdings.append(Holding(Journey, lambda user: Journey.objects.filter(availability__owner=user)))
        erasers.append(erase_times)
        kept.name_fields({"hours": HoursForm})
