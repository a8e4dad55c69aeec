from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "talent.accounts"

    def ready(self) -> None:
        from talent.accounts import checks, receivers
        from talent.accounts.private_files import remove_files
        from talent.changes.sweeping import sweepers

        receivers.connect()
        sweepers["file"] = remove_files
        _hold()
        assert checks  # importing registers them


def _hold() -> None:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator

    from talent.accounts.holdings import Holding, holdings
    from talent.accounts.models import OpenSession, Role, User

    holdings += [
        Holding(User, lambda user: User.objects.filter(pk=user.pk)),
        Holding(Role, lambda user: Role.objects.filter(user=user)),
        Holding(OpenSession, lambda user: OpenSession.objects.filter(user=user)),
        Holding(EmailAddress, lambda user: EmailAddress.objects.filter(user=user), ("email", "verified")),
        Holding(Authenticator, lambda user: Authenticator.objects.filter(user=user), ("type", "created_at")),
    ]
