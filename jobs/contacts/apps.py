from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "jobs.contacts"

    def ready(self) -> None:
        from jobs.contacts import pages, tellings
        from jobs.contacts.actions import askers_of, erase_contacts, silence
        from jobs.contacts.forms import AskForm, ReplyForm
        from jobs.contacts.models import ContactRequest
        from jobs.contacts.moving import DELETE_ITEM, EXPERT_ITEM, MEMBER_ITEM
        from talent.accounts import kept
        from talent.accounts.holdings import erasers
        from talent.conversations.actions import who_asked
        from talent.experts.apart import between
        from talent.experts.silencing import when_blocked
        from talent.timeline.kinds import Kind, kinds, withheld

        kinds[EXPERT_ITEM] = Kind(
            "contacts/asked.html", pages.asked_rows, "contacts/was_asked.html", pages.past_rows
        )
        kinds[MEMBER_ITEM] = Kind("contacts/question.html", pages.question_rows)
        kinds[DELETE_ITEM] = Kind("contacts/delete.html", pages.delete_rows)
        withheld.append(
            lambda user, company: ContactRequest.objects.withheld(user.pk, company).order_by().values("key")
        )
        when_blocked.append(silence)
        between.append(ContactRequest.objects.between)
        who_asked.append(askers_of)
        erasers.append(erase_contacts)
        tellings.add()
        kept.name_fields({"ask_expert": AskForm, "company_request": ReplyForm})
        _hold()


def _hold() -> None:
    """Whoever asked takes along what they wrote, and nothing by which an expert decided, or fell silent."""
    from jobs.contacts.models import ContactRequest, ContactStep
    from talent.accounts.holdings import Holding, holdings

    written = ("company", "asked_as", "purpose", "opening", "message", "answer_by", "asked_on")
    decided = ("question", "reply", "reason", "state", "created_at", "silenced_at", "taken_back_at")
    holdings.extend(
        (
            Holding(ContactRequest, lambda user: ContactRequest.objects.filter(asked_by=user), written),
            Holding(
                ContactRequest,
                lambda user: ContactRequest.objects.filter(profile__user=user),
                written + decided,
            ),
            Holding(
                ContactStep,
                lambda user: ContactStep.objects.filter(request__profile__user=user),
                ("verb", "at"),
            ),
        )
    )
