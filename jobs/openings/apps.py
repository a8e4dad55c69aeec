from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    name = "jobs.openings"

    def ready(self) -> None:
        from jobs.openings import tellings

        tellings.add()
