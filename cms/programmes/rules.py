"""The rule editor's page: the tree, one button per graft, and at once what comes of it."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.programmes.base import DraftVerb
from cms.programmes.fields import ReadersForm, WholeField, initial_words, words_of
from cms.programmes.naming import demand_both, name_fields, name_of
from cms.programmes.saying import questions, told_doubts
from cms.programmes.telling import Teller, said
from cms.programmes.tree import Drawing, read_path, write_path
from cms.programmes.trials import tried
from cms.programmes.words import GROUPS
from talent.lib.dates import park_today
from talent.lib.errors import Absent
from talent.programmes.document import grafting
from talent.programmes.document.grafting import Grafted, Path, Tree, Ungraftable
from talent.programmes.document.tidying import ids_of, with_rules


class TreeVerb(DraftVerb):
    """A verb on the tree of rules; leads back to it, to the node that was changed."""

    moved: str | None = None
    did = ""

    @property
    def tree(self) -> Tree:
        """The rules as plain JSON."""
        found: Tree = self.document["rules"]
        return found

    @property
    def place(self) -> Path:
        """The place of the address. Raises Absent where it is none."""
        try:
            return read_path(self.request.GET.get("at", ""))
        except Ungraftable:
            raise Absent() from None

    def node(self) -> Tree:
        """The node of the address. Raises Absent where it is gone."""
        try:
            return grafting.node_at(self.tree, self.place)
        except Ungraftable:
            raise Absent() from None

    def grafted(
        self, values: dict[str, Any], graft: Grafted, renamed: tuple[str, str] = ("", ""), **more: Any
    ) -> None:
        """Saves the new tree."""
        self.save(values, with_rules(self.document | more, graft.tree, renamed))
        self.moved = write_path(graft.at)

    def get_success_url(self) -> str:
        address = reverse("programme:rules", args=[self.programme.pk])
        if self.moved is None:
            return address
        return f"{address}?{urlencode({'at': self.moved, 'did': self.did})}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *before, last = super().get_breadcrumbs_items()
        rules = {"url": reverse("programme:rules", args=[self.programme.pk]), "label": _("The rules")}
        return [*before, rules, last]


class GraftForm(ReadersForm):
    """A button of the tree: "up:0.1", "wrap not:0"."""

    graft = forms.RegexField(r"[a-z_ ]{2,20}:[0-9.]{0,200}", max_length=230)


class Rules(TreeVerb):
    """Shows the tree, and does what its buttons say."""

    form_class = GraftForm
    template_name = "cms/programmes/rules.html"
    page_title = _("The rules")
    done = _("The draft is saved.")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return super(TreeVerb, self).get_breadcrumbs_items()

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        verb, _colon, place = values["graft"].partition(":")
        move, _space, kind = verb.partition(" ")
        path = read_path(place)
        if move == "wrap":
            graft = grafting.wrapped(self.tree, path, kind)
        elif move in grafting.MOVES:
            graft = grafting.MOVES[move](self.tree, path)
        else:
            raise Ungraftable(grafting.Snag.UNKNOWN_KIND)
        self.did = move
        self.grafted(values, graft)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        content, calendar = self.draft.content, self.actor.calendar
        doubts, asked = told_doubts(content, park_today()), self.request.GET
        teller = Teller(content, calendar=calendar)
        drawing = Drawing(self.tree, teller, doubts, asked.get("at"), asked.get("did", ""))
        shown = {
            "root": drawing.node(self.tree),
            "doubts": doubts,
            "trials": tried(content, calendar),
            "questions": [said(one.question) for one in questions(content, park_today())],
            "editable": True,
        }
        return super().get_context_data(**kwargs) | shown


class Delete(TreeVerb):
    """A node with all below it, after a question."""

    page_title = button = _("Delete this part of the rules")
    done = _("It is deleted.")
    serious = True

    @property
    def explanation(self) -> str:
        teller = Teller(self.draft.content, calendar=self.actor.calendar)
        node = self.node()
        told = str(_("This goes, with everything inside it: %(what)s"))
        return told % {"what": f"«{teller.rule(node)}»"}

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        self.grafted(values, grafting.removed(self.tree, self.place))


class GroupForm(ReadersForm):
    """How a group counts its parts, and its sentence."""

    kind = forms.ChoiceField(label=_("What is needed"), choices=list(GROUPS.items()))
    number = WholeField(
        label=_("How many"), required=False, help_text=_("Only for “at least so many of these”."), min_value=1
    )

    def __init__(self, *args: Any, papers: list[tuple[str, str]], place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, papers, place)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("kind") == "at_least" and not values.get("number") and "number" not in self.errors:
            self.add_error("number", _("Say how many."))
        return demand_both(self, values)


class Group(TreeVerb):
    """Changes a group: its kind, and the sentence that readers see for it."""

    form_class = GroupForm
    page_title = _("Group of conditions")
    button = _("Save the group")
    done = _("The draft is saved.")
    explanation = _(
        "With a sentence the group is one rule for readers; without, they see the rules inside it. Below a “not” "
        "nothing has a sentence of its own."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        papers = [(one.id, said(one.title)) for one in self.draft.content.documents]
        hidden = any(grafting.kind(one) == "not" for one in _above(self.tree, self.place))
        return super().get_form_kwargs() | {"papers": papers, "place": "hidden" if hidden else "may"}

    def get_initial(self) -> dict[str, Any]:
        if self.request.method == "POST":
            return {}
        node = self.node()
        held = {key: node.get(key) for key in ("id", "source", "evidence")}
        named = initial_words(node.get("sentence"), "sentence")
        mine = {"kind": grafting.kind(node), "number": node.get("at_least")}
        return super().get_initial() | held | named | mine

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        bare = {key: held for key, held in self.node().items() if key not in grafting.NAME}
        taken = ids_beside(self.tree, self.node())
        named = bare | name_of(values, words_of(values, "sentence"), taken, "group")
        renamed = grafting.replaced(self.tree, self.place, named).tree
        graft = grafting.changed(renamed, self.place, values["kind"], values["number"] or 1)
        self.grafted(values, graft, (self.node().get("id", ""), named.get("id", "")))


def _above(tree: Tree, place: Path) -> list[Tree]:
    try:
        return grafting.above(tree, place)
    except Ungraftable:
        return []


def ids_beside(tree: Tree, node: Tree) -> list[str]:
    """The ids of all rules but this one."""
    return [one for one in ids_of(tree) if one != node.get("id")]
