from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "talent.notifications"

    def ready(self) -> None:
        from talent.accounts.holdings import Holding, erasers, holdings, quieters
        from talent.accounts.notices import when_information_only
        from talent.changes.sweeping import sweepers
        from talent.notifications.actions import erase_mails, quieten, remove_written, tell_information_only
        from talent.notifications.models import Delivery

        holdings.append(Holding(Delivery, lambda user: Delivery.objects.filter(address=user.email)))
        when_information_only.append(tell_information_only)
        erasers.append(erase_mails)
        quieters.append(quieten)
        sweepers["mails"] = remove_written
