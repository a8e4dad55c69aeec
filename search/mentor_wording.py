"""Codes and slugs of mentors' offers in the reader's words: chips, facets, reasons."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.indexes.mentors import GROUP, WRITING
from search.plan import Part
from search.wording import Wording
from talent.mentoring.models import ForWhom

_NAMES = {
    "skill": gettext_lazy("Topics"),
    "language": gettext_lazy("Languages"),
    "how": gettext_lazy("How"),
    "for_whom": gettext_lazy("For whom"),
    "free": gettext_lazy("Free times"),
}


class MentorWording(Wording):
    """Words for one request."""

    def facet(self, name: str) -> str:
        """See `Wording.facet`."""
        return str(_NAMES[name])

    def value(self, facet: str, value: str) -> str:
        """See `Wording.value`."""
        if facet == "how":
            return self._format(value)
        if facet == "for_whom":
            return str(ForWhom(value).label)
        return _("this week, in my hours") if facet == "free" else super().value(facet, value)

    def _format(self, value: str) -> str:
        if value == GROUP:
            return _("in a group")
        if value == WRITING:
            return _("in writing")
        return self.number(_("%(number)s minutes live") % {"number": value})

    def _reason(self, part: Part) -> str:
        if part.code == "text":
            return _("“%(word)s” in the text") % {"word": part.args[0]}
        return super()._reason(part)
