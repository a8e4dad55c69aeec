from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "talent.accounts"

    def ready(self) -> None:
        from talent.accounts import checks, receivers

        receivers.connect()
        assert checks  # importing registers them
