from django.apps import AppConfig

_UNSEEN = (
    "(SELECT COUNT(*) FROM notifications_notification AS told "
    "WHERE told.recipient_id = reader.id AND told.seen_at IS NULL)"
)
_BOUNCED = (
    "EXISTS(SELECT 1 FROM notifications_mailbox AS box "
    "WHERE box.user_id = reader.id AND box.bounced_at IS NOT NULL)"
)


class NotificationsConfig(AppConfig):
    name = "talent.notifications"

    def ready(self) -> None:
        from talent.accounts.holdings import erasers, quieters
        from talent.accounts.moving import movers
        from talent.accounts.notices import when_information_only
        from talent.accounts.reading import columns
        from talent.changes.sweeping import sweepers
        from talent.notifications import bounces, own_kinds
        from talent.notifications.actions import erase_mails, quieten, remove_written, tell_information_only

        own_kinds.add()
        columns.update({"unseen": _UNSEEN, "mail_bounces": _BOUNCED})
        when_information_only.append(tell_information_only)
        erasers.append(erase_mails)
        quieters.append(quieten)
        movers.append(bounces.leave_bounce)
        sweepers["mails"] = remove_written
        bounces.connect()
        _hold()


def _hold() -> None:
    from django.db.models import Q

    from talent.accounts.holdings import Holding, holdings
    from talent.notifications.models import Delivery, Mailbox, Notification, Preference

    written = ("address", "subject", "text", "html")
    holdings += [
        Holding(
            Delivery, lambda user: Delivery.objects.filter(Q(recipient=user) | Q(address=user.email)), written
        ),
        Holding(Notification, lambda user: Notification.objects.filter(recipient=user)),
        Holding(Preference, lambda user: Preference.objects.filter(user=user)),
        Holding(Mailbox, lambda user: Mailbox.objects.filter(user=user)),
    ]
