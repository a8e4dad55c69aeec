from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "talent.programmes"

    def ready(self) -> None:
        from talent.accounts import kept
        from talent.accounts.holdings import Holding, erasers, holdings
        from talent.programmes.cases import pages, tellings
        from talent.programmes.cases.actions import ITEM, erase_cases
        from talent.programmes.cases.forms import MoreForm, TellForm
        from talent.programmes.models import VersionStep
        from talent.timeline.kinds import Kind, kinds

        waits, was = "programmes/cases/waits.html", "programmes/cases/was_answered.html"
        kinds[ITEM] = Kind(waits, pages.rows, was, pages.rows)
        erasers.append(erase_cases)
        tellings.add()
        kept.name_fields({"tell_office": TellForm, "case": MoreForm})
        _hold()
        holdings.append(
            Holding(
                VersionStep,
                lambda user: VersionStep.objects.filter(actor=user.audit_key),
                ("version", "verb", "at", "reason"),
            )
        )


def _hold() -> None:
    """Whoever asked takes their cases along, with the office's answers; an officer what they have written."""
    from talent.accounts.holdings import Holding, holdings
    from talent.programmes.case_states import Side
    from talent.programmes.models import Case, CaseMessage, CaseStep

    said = CaseMessage.objects.order_by("pk")
    holdings.extend(
        (
            Holding(
                Case,
                lambda user: Case.objects.filter(person=user),
                ("programme", "state", "answers", "sent_on", "due_on"),
            ),
            Holding(CaseMessage, lambda user: said.filter(case__person=user), ("side", "text", "sent_at")),
            Holding(
                CaseMessage,
                lambda user: said.filter(author=user, side=Side.OFFICE),
                ("text", "sent_at"),
            ),
            Holding(CaseStep, lambda user: CaseStep.objects.filter(case__person=user), ("verb", "at")),
        )
    )
