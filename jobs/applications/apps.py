from base64 import b64encode
from typing import Any

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "jobs.applications"

    def ready(self) -> None:
        from jobs.applications import pages, pipeline, tellings
        from jobs.applications.ending import erase_applications, withdraw_all, withdraw_unseen
        from jobs.applications.forms import ApplyForm, CommentForm
        from jobs.applications.models import Application
        from jobs.applications.moving import OFFER_ITEM, WAIT_ITEM
        from talent.accounts import kept
        from talent.accounts.holdings import erasers, quieters
        from talent.experts.apart import between
        from talent.experts.silencing import when_changed
        from talent.timeline.kinds import Kind, kinds, withheld

        kinds[OFFER_ITEM] = Kind(
            "applications/offer.html", pages.offer_rows, "applications/was_offered.html", pages.past_rows
        )
        kinds[WAIT_ITEM] = Kind("applications/wait.html", pipeline.wait_rows)
        withheld.append(
            lambda user, company: Application.objects.withheld(user.pk, company).order_by().values("key")
        )
        withheld.append(pipeline.withheld_openings)
        when_changed.append(withdraw_unseen)
        between.append(Application.objects.between)
        erasers.append(erase_applications)
        quieters.append(withdraw_all)
        tellings.add()
        kept.name_fields({"apply_to": ApplyForm, "company_application": CommentForm})
        _hold()


def _hold() -> None:
    """Whoever applied takes along all that they sent, and that a company noted something of it, and when; whoever
    noted it takes along what."""
    from jobs.applications.models import Application, ApplicationFile, ApplicationStep, PrivateComment
    from talent.accounts.holdings import Holding, holdings

    sent = (
        "opening",
        "company",
        "handle_fa",
        "handle_en",
        "state",
        "letter",
        "answers",
        "groups",
        "offer",
        "answer_by",
    )
    holdings.extend(
        (
            Holding(
                Application,
                Application.objects.of,
                (*sent, "submitted_at", "moved_at", "touched_on"),
                _shared_reason,
            ),
            Holding(
                ApplicationFile,
                lambda user: ApplicationFile.objects.filter(application__profile__user=user),
                (),
                _content,
            ),
            Holding(
                ApplicationStep,
                lambda user: ApplicationStep.objects.filter(application__profile__user=user),
                ("verb", "at"),
            ),
            Holding(
                PrivateComment,
                lambda user: PrivateComment.objects.filter(application__profile__user=user),
                ("application", "written_on"),
            ),
            Holding(
                PrivateComment,
                lambda user: PrivateComment.objects.filter(author=user),
                ("text", "written_on"),
            ),
        )
    )


def _shared_reason(one: Any) -> dict[str, Any]:
    """The reason of a no, where the company lets it be read."""
    return {"reason": one.reason} if one.shares_reason else {}


def _content(one: Any) -> dict[str, Any]:
    from talent.accounts.private_files import store

    with store().open(one.file) as file:
        return {"content": b64encode(file.read()).decode()}
