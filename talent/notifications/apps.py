from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "talent.notifications"

    def ready(self) -> None:
        from talent.accounts.notices import when_information_only
        from talent.notifications.actions import tell_information_only

        when_information_only.append(tell_information_only)
