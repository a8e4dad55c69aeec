from base64 import b64encode
from typing import Any

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "talent.conversations"

    def ready(self) -> None:
        from talent.accounts import kept
        from talent.accounts.holdings import erasers
        from talent.conversations import pages, tellings
        from talent.conversations.actions import ITEMS, erase_conversations, silence
        from talent.conversations.forms import MessageForm, SignedForm
        from talent.conversations.models import Side, Thread
        from talent.experts.apart import between
        from talent.experts.silencing import when_blocked
        from talent.timeline.kinds import Kind, kinds, withheld

        kinds[ITEMS[Side.EXPERT]] = Kind(
            "conversations/waits.html", pages.expert_rows, "conversations/was_said.html", pages.expert_rows
        )
        kinds[ITEMS[Side.COMPANY]] = Kind("conversations/waits_company.html", pages.company_rows)
        withheld.append(
            lambda user, company: Thread.objects.withheld(user.pk, company).order_by().values("key")
        )
        when_blocked.append(silence)
        between.append(Thread.objects.between)
        erasers.append(erase_conversations)
        tellings.add()
        kept.name_fields({"conversation": MessageForm, "company_conversation": SignedForm})
        _hold()


def _hold() -> None:
    """Each takes along what they said; an expert also with whom."""
    from talent.accounts.holdings import Holding, holdings
    from talent.conversations.models import Attachment, Message, Muted, Report, ReportLook, Side, Thread

    expert = ("company", "opened_at", "last_at", "ended_at", "silenced_at", "shows_reading", "read_by_expert")
    holdings.extend(
        (
            Holding(Thread, lambda user: Thread.objects.filter(profile__user=user), expert),
            Holding(
                Message,
                lambda user: Message.objects.filter(author=user, side=Side.EXPERT),
                ("text", "sent_at"),
            ),
            Holding(
                Message,
                lambda user: Message.objects.filter(author=user, side=Side.COMPANY),
                ("signed", "text", "sent_on"),
            ),
            Holding(
                Attachment, lambda user: Attachment.objects.filter(message__author=user), ("name",), _content
            ),
            Holding(Report, lambda user: Report.objects.filter(reporter=user), ("reason", "note", "day")),
            Holding(ReportLook, lambda user: ReportLook.objects.filter(moderator=user), ("day",)),
            Holding(Muted, lambda user: Muted.objects.filter(user=user), ()),
        )
    )


def _content(one: Any) -> dict[str, Any]:
    from talent.accounts.private_files import store

    with store().open(one.file) as file:
        return {"content": b64encode(file.read()).decode()}
