from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "talent.programmes"

    def ready(self) -> None:
        from talent.accounts.holdings import Holding, holdings
        from talent.programmes.models import VersionStep

        holdings.append(
            Holding(
                VersionStep,
                lambda user: VersionStep.objects.filter(actor=user.audit_key),
                ("version", "verb", "at", "reason"),
            )
        )
