"""What Wagtail keeps of whoever writes pages, and that goes with the person."""

from wagtail.models import ModelLogEntry, PageLogEntry

from talent.accounts.models import User


def erase_traces(user: User) -> None:
    """Wagtail's logs forget who it was; what was done to which page stays. Its revisions and pictures forget by
    their own foreign keys, but these rows have none."""
    PageLogEntry.objects.filter(user_id=user.pk).update(user=None)
    ModelLogEntry.objects.filter(user_id=user.pk).update(user=None)
