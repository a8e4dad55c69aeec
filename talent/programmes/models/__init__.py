"""Programmes, their versions, the log of each version, and cases."""

from talent.programmes.models.cases import CASE_STATES, Case, CaseMessage, CaseQuerySet, CaseStep
from talent.programmes.models.programmes import Programme, ProgrammeQuerySet
from talent.programmes.models.versions import (
    STATES,
    Version,
    VersionQuerySet,
    VersionStep,
)

__all__ = [
    "CASE_STATES",
    "STATES",
    "Case",
    "CaseMessage",
    "CaseQuerySet",
    "CaseStep",
    "Programme",
    "ProgrammeQuerySet",
    "Version",
    "VersionQuerySet",
    "VersionStep",
]
