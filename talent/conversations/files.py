"""Files of messages: taken in clean before the message is written, gone with it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.accounts.private_files import clean_file, forget_strays, kept_file
from talent.changes.sweeping import leave
from talent.conversations.models import Attachment, Message, MessageQuerySet, Side
from talent.lib.errors import Refused
from talent.lib.text import clean_line
from talent.lib.uploads import ALL

FOLDER, MOST, NAME_LETTERS = "messages", 3, 60
_DANGEROUS = re.compile(r'[\\/:*?"<>|.]+')


class TooMany(Refused):
    code = "too_many_files"
    text = _("Send at most three files with one message.")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it comes: the name it was given, and its content."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is kept, by its name in the storage."""

    file: str
    kind: str
    name: str
    size: int


@contextmanager
def taken_in(actor: User, sent: Sequence[Sent], side: Side) -> Iterator[list[Taken]]:
    """The files, clean and kept; gone again where what follows fails. Raises TooMany, and for each file Refused with
    the reason, TooManyFiles."""
    if len(sent) > MOST:
        raise TooMany(field="attachments")
    with ExitStack() as stack:
        taken = []
        for number, one in enumerate(sent, 1):
            clean = clean_file(actor, one.data, field="attachments", kinds=ALL)
            stored = stack.enter_context(kept_file(FOLDER, clean))
            name = named(one.name if side == Side.COMPANY else "", number, clean.kind)
            taken.append(Taken(stored, clean.kind, name, len(clean.data)))
        yield taken


def named(name: str, number: int, kind: str) -> str:
    """What a file is called when it is delivered: the name without its folder, its ending and what could deceive, and
    the ending of what it is."""
    stem = re.split(r"[\\/]", name)[-1].rpartition(".")[0] or name
    plain = clean_line(_DANGEROUS.sub(" ", stem))[:NAME_LETTERS].strip()
    return f"{plain or f'file-{number}'}.{kind}"


def attach(message: Message, taken: Sequence[Taken]) -> None:
    """Writes the rows of a message's files."""
    Attachment.objects.bulk_create(
        Attachment(message=message, file=one.file, kind=one.kind, name=one.name, size=one.size)
        for one in taken
    )


def leave_files(messages: MessageQuerySet) -> None:
    """Asks for the files of these messages to be removed, and forgets their rows."""
    rows = Attachment.objects.filter(message__in=messages.order_by().values("pk"))
    for file in rows.order_by("pk").values_list("file", flat=True):
        leave("file", file)
    rows.delete()


def forget_files() -> int:
    """Deletes files that belong to no message; returns how many."""
    return forget_strays(FOLDER, lambda name: Attachment.objects.filter(file=name).exists())
