from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "talent.companies"

    def ready(self) -> None:
        from talent.accounts.holdings import Holding, erasers, holdings
        from talent.accounts.moving import movers
        from talent.companies.actions import erase_member, leave_behind
        from talent.companies.models import Approval, CodeAcceptance, Membership

        holdings += [
            Holding(Membership, lambda user: Membership.objects.about(user)),
            Holding(
                CodeAcceptance,
                lambda user: CodeAcceptance.objects.filter(membership__in=Membership.objects.about(user)),
            ),
            Holding(Approval, lambda user: Approval.objects.filter(moderator=user)),
        ]
        erasers.append(erase_member)
        movers.append(leave_behind)
