from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "talent.experts"

    def ready(self) -> None:
        from talent.accounts.notices import when_information_only
        from talent.experts.withdrawn import unlist_for_notice

        when_information_only.append(unlist_for_notice)
