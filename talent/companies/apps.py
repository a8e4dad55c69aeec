from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "talent.companies"

    def ready(self) -> None:
        from talent.accounts import kept
        from talent.accounts.holdings import Holding, erasers, holdings
        from talent.accounts.moving import movers
        from talent.accounts.reading import columns
        from talent.companies import forms, pages, tellings
        from talent.companies.actions import erase_member, leave_behind
        from talent.companies.joining import erase_invitations, leave_invitations
        from talent.companies.members import carry_drafts, erase_drafts
        from talent.companies.models import FIRST_COMPANY, LAST_COMPANY, Approval, CodeAcceptance, Membership
        from talent.companies.waiting import INVITED, RETURNED
        from talent.timeline.kinds import Kind, kinds

        tellings.add()
        columns["first_company"], columns["last_company"] = FIRST_COMPANY, LAST_COMPANY
        kinds[INVITED] = Kind(
            "companies/waits_invited.html",
            pages.invited_rows,
            "companies/was_invited.html",
            pages.past_invitations,
        )
        kinds[RETURNED] = Kind(
            "companies/waits_returned.html",
            pages.returned_rows,
            "companies/was_returned.html",
            pages.past_registrations,
        )
        holdings += [
            Holding(Membership, lambda user: Membership.objects.about(user)),
            Holding(
                CodeAcceptance,
                lambda user: CodeAcceptance.objects.filter(membership__in=Membership.objects.about(user)),
            ),
            Holding(Approval, lambda user: Approval.objects.filter(moderator=user)),
        ]
        erasers.extend([erase_member, erase_invitations, erase_drafts])
        movers.extend([carry_drafts, leave_behind, leave_invitations])
        kept.name_fields(
            {"register_company": forms.RegisterForm, "company_members": forms.InviteForm}
            | {f"registration_{name}": form for name, form in forms.STEPS.items()}
        )
        _hold()


def _hold() -> None:
    """What was written to an address is its own; what somebody has written to others is not shown to them twice."""
    from django.conf import settings

    from talent.accounts.holdings import Holding, holdings
    from talent.companies.models import CompanyStep, Invitation, NeverInvited
    from talent.companies.never import digest

    holdings.extend(
        (
            Holding(
                Invitation,
                lambda user: Invitation.objects.filter(address=user.email),
                ("company", "address", "role", "invited_on", "state"),
            ),
            Holding(
                Invitation,
                lambda user: Invitation.objects.filter(invited_by=user),
                ("company", "role", "invited_on", "state"),
            ),
            Holding(
                CompanyStep,
                lambda user: CompanyStep.objects.filter(actor=user.audit_key),
                ("company", "verb", "day"),
            ),
            Holding(
                NeverInvited,
                lambda user: NeverInvited.objects.filter(
                    digest=digest(user.email, key=settings.INVITATION_KEY)
                ),
            ),
        )
    )
