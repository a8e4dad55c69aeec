"""Programmes, their versions, and the log of each version."""

from talent.programmes.models.programmes import Programme, ProgrammeQuerySet
from talent.programmes.models.versions import (
    STATES,
    Version,
    VersionQuerySet,
    VersionStep,
)

__all__ = ["STATES", "Programme", "ProgrammeQuerySet", "Version", "VersionQuerySet", "VersionStep"]
