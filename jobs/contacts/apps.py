from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "jobs.contacts"

    def ready(self) -> None:
        from jobs.contacts import pages
        from jobs.contacts.actions import DELETE_ITEM, EXPERT_ITEM, MEMBER_ITEM, erase_contacts
        from jobs.contacts.forms import AskForm, ReplyForm
        from jobs.contacts.models import ContactRequest, ContactStep
        from talent.accounts import kept
        from talent.accounts.holdings import Holding, erasers, holdings
        from talent.timeline.kinds import Kind, kinds

        kinds[EXPERT_ITEM] = Kind("contacts/asked.html", pages.asked_rows)
        kinds[MEMBER_ITEM] = Kind("contacts/question.html", pages.question_rows)
        told = (
            "company",
            "asked_as",
            "purpose",
            "message",
            "answer_by",
            "question",
            "reply",
            "reason",
            "asked_on",
        )
        kinds[DELETE_ITEM] = Kind("contacts/delete.html", pages.delete_rows)
        holdings.append(Holding(ContactRequest, ContactRequest.objects.about, told))
        holdings.append(
            Holding(
                ContactStep,
                lambda user: ContactStep.objects.filter(request__in=ContactRequest.objects.about(user)),
                ("verb", "at"),
            )
        )
        erasers.append(erase_contacts)
        kept.name_fields(AskForm, ReplyForm)
