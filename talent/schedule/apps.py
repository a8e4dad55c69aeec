from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "talent.schedule"

    def ready(self) -> None:
        from talent.accounts.holdings import Holding, erasers, holdings
        from talent.schedule import checks as checks
        from talent.schedule.clock import erase_times
        from talent.schedule.models import Block, OutsideCalendar

        fields = ("start", "end", "kind", "state", "held_until")
        holdings.append(Holding(Block, lambda user: Block.objects.filter(owner=user), fields))
        outside = ("busy", "read_at", "trouble")
        holdings.append(
            Holding(OutsideCalendar, lambda user: OutsideCalendar.objects.filter(owner=user), outside)
        )
        erasers.append(erase_times)
