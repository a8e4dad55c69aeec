from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "talent.timeline"

    def ready(self) -> None:
        from talent.accounts.holdings import Holding, erasers, holdings
        from talent.timeline.actions import forget_person
        from talent.timeline.models import Item, Owner

        holdings.append(
            Holding(Item, lambda user: Item.objects.filter(owner_kind=Owner.PERSON, owner=user.pk))
        )
        erasers.append(forget_person)
