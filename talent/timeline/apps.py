from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "talent.timeline"

    def ready(self) -> None:
        from talent.accounts.holdings import Holding, erasers, holdings
        from talent.accounts.reading import columns
        from talent.timeline.actions import forget_person
        from talent.timeline.models import WAITING_NUMBER, Item, Owner

        columns["waiting_number"] = f"({WAITING_NUMBER})"
        holdings.append(
            Holding(Item, lambda user: Item.objects.filter(owner_kind=Owner.PERSON, owner=user.pk))
        )
        erasers.append(forget_person)
