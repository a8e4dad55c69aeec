from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from talent.accounts.models import User


class CompaniesConfig(AppConfig):
    name = "talent.companies"

    def ready(self) -> None:
        from talent.accounts.holdings import Holding, erasers, holdings
        from talent.accounts.moving import movers
        from talent.companies.actions import leave_behind
        from talent.companies.models import Approval, CodeAcceptance, Membership

        holdings += [
            Holding(Membership, lambda user: Membership.objects.about(user)),
            Holding(
                CodeAcceptance,
                lambda user: CodeAcceptance.objects.filter(membership__in=Membership.objects.about(user)),
            ),
            Holding(Approval, lambda user: Approval.objects.filter(moderator=user)),
        ]
        erasers.append(_erase)
        movers.append(leave_behind)


def _erase(user: "User") -> None:
    from talent.companies.models import Membership

    Membership.objects.about(user).delete()
