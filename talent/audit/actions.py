"""The one verb of the audit trail."""

from uuid import UUID

from talent.audit.models import Entry


def record(*, actor: UUID | None, verb: str, kind: str, key: object) -> None:
    """Writes that `actor` (a person's audit key, or None for the system) did `verb` to `kind` `key`.

    Call it inside the transaction of the deed.
    """
    Entry.objects.create(actor=actor, verb=verb, target_kind=kind, target_key=str(key))
