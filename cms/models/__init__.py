"""The pages that editors write: one tree for each language."""

from cms.models.pages import HomePage, ProgrammeIndexPage, ProgrammePage, SitePage

__all__ = ["HomePage", "ProgrammeIndexPage", "ProgrammePage", "SitePage"]
