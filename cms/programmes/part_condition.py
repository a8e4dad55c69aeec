"""The condition under which a paper is asked for, or an incentive given: chosen as one of the rules is."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.programmes import sections
from cms.programmes.condition import Condition
from cms.programmes.parts import DeletePart
from cms.programmes.telling import Teller, said
from talent.lib.errors import Absent
from talent.programmes.document import grafting
from talent.programmes.document.grafting import Tree

WHEN = "when"


def _section(given: str) -> str:
    """The list of the address. Raises Absent for one whose things stand under no condition."""
    if WHEN not in getattr(sections.FORMS.get(given), "kept", ()):
        raise Absent()
    return given


class PartCondition(Condition):
    """Sets it, or changes the one there is."""

    page_title = _("Only under this condition")

    @cached_property
    def where(self) -> str:
        return "here"

    @property
    def section(self) -> str:
        """See `_section`."""
        return _section(self.kwargs["section"])

    @property
    def thing(self) -> dict[str, Any]:
        """The paper or incentive of the address. Raises Absent where it is gone."""
        things: list[dict[str, Any]] = self.document.get(self.section, [])
        if self.kwargs["place"] >= len(things):
            raise Absent()
        found: dict[str, Any] = things[self.kwargs["place"]]
        return found

    def node(self) -> Tree:
        """The condition as it is; nothing where there is none, or a group, whose place the new one takes."""
        held: Tree = self.thing.get(WHEN, {})
        return {} if grafting.kind(held) else held

    @property
    def explanation(self) -> Any:
        if not grafting.kind(held := self.thing.get(WHEN, {})):
            return ""
        told = Teller(self.draft.content, calendar=self.actor.calendar).rule(held)
        return _(
            "Now several conditions hold together: «%(what)s». One that is saved here takes their place; several are "
            "written in the document as text."
        ) % {"what": told}

    def get_page_subtitle(self) -> str:
        return said(self.thing["title"])

    def _place(self) -> str:
        return "hidden"

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        node, place = self.read_form.node([]), self.kwargs["place"]
        document = self._with_facts(node)
        things = [*document[self.section]]
        things[place] = self.thing | {WHEN: node}
        self.save_at = f"/{self.section}/{place}/{WHEN}"
        self.save(values, document | {self.section: things})

    def get_success_url(self) -> str:
        return reverse(
            "programme:part", args=[self.programme.pk, self.kwargs["section"], self.kwargs["place"]]
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *before, _rules, last = super().get_breadcrumbs_items()
        parts = {
            "url": reverse("programme:parts", args=[self.programme.pk]),
            "label": _("Texts, papers and money"),
        }
        return [*before, parts, last]


class DropCondition(DeletePart):
    """Takes it away: the paper is asked for, the incentive given, without it."""

    page_title = button = _("Take the condition away")
    done = _("The draft is saved.")

    @cached_property
    def section(self) -> str:
        """See `_section`."""
        return _section(self.kwargs["section"])

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        things, place = self.things, self.place
        bare = {name: held for name, held in things[place].items() if name != WHEN}
        self.save(values, self.document | {self.section: [*things[:place], bare, *things[place + 1 :]]})

    def get_success_url(self) -> str:
        return reverse(
            "programme:part", args=[self.programme.pk, self.kwargs["section"], self.kwargs["place"]]
        )
