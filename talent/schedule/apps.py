from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "talent.schedule"

    def ready(self) -> None:
        from talent.accounts.holdings import Holding, erasers, holdings
        from talent.schedule import checks as checks
        from talent.schedule.models import Block

        fields = ("start", "end", "kind", "state", "held_until")
        holdings.append(Holding(Block, lambda user: Block.objects.filter(owner=user), fields))
        erasers.append(lambda user: None if Block.objects.filter(owner=user).delete() else None)
