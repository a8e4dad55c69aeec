from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    name = "jobs.openings"

    def ready(self) -> None:
        from jobs.openings import pages, tellings
        from jobs.openings.forms import EditionForm
        from jobs.openings.leaving import erase_writer, rename_skill
        from jobs.openings.moving import ENDS_ITEM, RETURNED_ITEM
        from talent.accounts import kept
        from talent.accounts.holdings import erasers
        from talent.experts.merging import when_merged
        from talent.timeline.kinds import Kind, kinds

        tellings.add()
        kinds[RETURNED_ITEM] = Kind("openings/waits_returned.html", pages.returned_rows)
        kinds[ENDS_ITEM] = Kind("openings/waits_ending.html", pages.ending_rows)
        erasers.append(erase_writer)
        when_merged.append(rename_skill)
        kept.name_fields({"write_opening": EditionForm})
        _hold()


def _hold() -> None:
    """What somebody did for a company they take along; what the opening says is the company's."""
    from jobs.openings.models import Edition, Opening, OpeningStep, Reviewer
    from talent.accounts.holdings import Holding, holdings

    holdings.extend(
        (
            Holding(Opening, lambda user: Opening.objects.filter(made_by=user), ("company", "created_at")),
            Holding(Edition, lambda user: Edition.objects.filter(saved_by=user), ("saved_at",)),
            Holding(Edition, lambda user: Edition.objects.filter(contact_by=user), ("contact",)),
            Holding(Reviewer, lambda user: Reviewer.objects.filter(person=user), ("opening",)),
            Holding(
                OpeningStep,
                lambda user: OpeningStep.objects.filter(actor=user.audit_key),
                ("opening", "verb", "at"),
            ),
        )
    )
