"""What the clock does."""

from celery import shared_task
from django.utils import timezone

from talent.conversations.clock import forget_over, tell_sides
from talent.conversations.files import forget_files


@shared_task
def tell() -> int:
    """Tells each side what the other has said."""
    return tell_sides(timezone.now())


@shared_task
def forget_conversations() -> int:
    """Conversations go twelve months after the last that happened in them, and files that belong to none."""
    forget_files()
    return forget_over(timezone.now())
