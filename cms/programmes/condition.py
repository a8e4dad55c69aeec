"""One condition of the tree: which question, which comparison, then the form."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.programmes.condition_form import ConditionForm, Setting, initial_value
from cms.programmes.fields import initial_words
from cms.programmes.picking import picked_from
from cms.programmes.rules import TreeVerb, ids_beside
from cms.programmes.telling import asked_days, said
from cms.programmes.words import FAULTS, GROUPS, OPERATORS
from talent.lib.errors import Absent, Refused
from talent.programmes import operators
from talent.programmes.catalogue import catalogue
from talent.programmes.document import grafting
from talent.programmes.document import values as v
from talent.programmes.document.grafting import Grafted, Tree, Ungraftable
from talent.programmes.document.refusal import BadDocument, Fault
from talent.programmes.document.tidying import with_fact

WHERE = ("here", "before", "after", "inside")


class Condition(TreeVerb):
    """Changes the condition of the address (`where=here`), or puts a new one before, after or inside its node; `group`
    puts the new one into a new group of that kind."""

    template_name = "cms/programmes/condition.html"
    page_title = _("Condition")
    button = _("Save the condition")
    done = _("The draft is saved.")

    @cached_property
    def where(self) -> str:
        """Where the condition goes. Raises Absent for anything else."""
        found = self.request.GET.get("where", "here")
        if found not in WHERE:
            raise Absent()
        return found

    @cached_property
    def facts(self) -> dict[str, v.Fact]:
        """What may be asked: the questions of this programme first, then the others of the catalogue."""
        own = {one.id: one for one in self.draft.content.facts}
        return own | {key: one for key, one in catalogue().items() if key not in own}

    @cached_property
    def fact(self) -> v.Fact | None:
        """The question of the address, else of the condition that is changed."""
        return self.facts.get(self.request.GET.get("fact", "") or self._held("fact"))

    @cached_property
    def operator(self) -> str | None:
        """The comparison of the address, else the one there is, else the only one that fits."""
        assert self.fact
        fits = fitting(self.fact)
        chosen = self.request.GET.get("operator", "") or self._held("operator")
        if chosen in fits:
            return chosen
        return fits[0] if len(fits) == 1 and "operator" not in self.request.GET else None

    def _held(self, key: str) -> str:
        """What the condition that is changed has; nothing of a new one, or of a group."""
        return str(self.node().get(key, "")) if self.where == "here" else ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or the choice that comes before it. The address of a form says all that the form is about, so that
        it can be sent when the place is another one by then."""
        node = self.node()
        if self.where == "here" and grafting.kind(node):
            raise Absent()
        if self.where == "here" and "fact" in node and "fact" not in request.GET:
            asked = {key: node[key] for key in ("fact", "operator")}
            return redirect(f"{request.path}?{urlencode({**request.GET.dict(), **asked})}")
        return self._choice() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._choice() or super().post(request, *args, **kwargs)

    def _choice(self) -> HttpResponse | None:
        """The page on which a question or a comparison is chosen, where one is still missing or there is none such."""
        asked = self.request.GET
        if self.fact is None:
            wrong = FAULTS[Fault.UNKNOWN_FACT] if asked.get("fact") else ""
            groups = picked_from(self.draft.content.facts)
            return self._page("cms/programmes/pick_fact.html", wrong=wrong, groups=groups)
        if self.operator is None:
            wrong = FAULTS[Fault.UNKNOWN_OPERATOR] if asked.get("operator") else ""
            choices = [(key, OPERATORS[key]) for key in fitting(self.fact)]
            return self._page("cms/programmes/pick_operator.html", wrong=wrong, choices=choices)
        return None

    def _page(self, template: str, **more: Any) -> HttpResponse:
        self.template_name = template
        return self.render_to_response(self.get_context_data(form=forms.Form(), **more))

    # The form

    def get_form(self, form_class: Any = None) -> forms.Form:
        assert self.fact and self.operator
        days = asked_days(self.draft.content, self.facts, but=self.fact.id)
        setting = Setting(self.fact, self.operator, self.draft.content, days, self._place())
        return ConditionForm(**self.get_form_kwargs(), setting=setting)

    def _place(self) -> str:
        """Whether a sentence is needed: not below a negation; below a group with a sentence it may be left out."""
        try:
            groups = grafting.above(self.tree, self.place)
            node = grafting.node_at(self.tree, self.place)
        except Ungraftable:
            return "may"
        groups += [node] if self.where == "inside" and grafting.kind(node) else []
        if any(grafting.kind(one) == "not" for one in groups):
            return "hidden"
        return "may" if any("id" in one for one in groups) else "must"

    def get_initial(self) -> dict[str, Any]:
        if self.request.method == "POST":
            return {}
        found = super().get_initial() | {"reference": "day:today"}
        if self.where != "here":
            return found
        node = self.node()
        found |= {key: node.get(key) for key in ("id", "source", "evidence", "not_yet")}
        reference = next(iter(node.get("reference", {"day": "today"}).items()))
        found |= initial_words(node.get("sentence"), "sentence") | {"reference": ":".join(reference)}
        if node.get("operator") == self.operator and "value" in node:
            found |= initial_value(node["operator"], node["value"])
        return found

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        form = self.read_form
        before = self.node() if self.where == "here" else {}
        node = form.node(ids_beside(self.tree, before))
        document = self._with_facts(node)
        self.save_at = ""
        graft = self._grafted(node)
        self.save_at = grafting.pointer(graft.tree, graft.at)
        renamed = (before.get("id", ""), node.get("id", ""))
        self.grafted(values, self._in_group(graft), renamed, facts=document["facts"])

    def _with_facts(self, node: Tree) -> dict[str, Any]:
        """The document with the questions that the condition asks."""
        document = self.document
        for key in (node["fact"], node.get("reference", {}).get("fact")):
            if key:
                document = with_fact(document, self.facts[key])
        return document

    def _grafted(self, node: Tree) -> Grafted:
        if self.where == "here":
            return grafting.replaced(self.tree, self.place, node)
        return grafting.inserted(self.tree, self.place, self.where, node)

    def _in_group(self, graft: Grafted) -> Grafted:
        group = self.request.GET.get("group")
        if not group:
            return graft
        return grafting.wrapped(graft.tree, graft.at, group)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        assert isinstance(form, ConditionForm)
        self.read_form = form
        return super().form_valid(form)

    def field_of(self, refusal: Refused, form: forms.Form) -> str | None:
        return field_at(refusal, self.save_at, form) if isinstance(refusal, BadDocument) else None

    save_at = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = {key: self.request.GET[key] for key in ("at", "where", "group") if key in self.request.GET}
        known = {"fact": self.fact.id} if self.fact else {}
        group = GROUPS.get(asked.get("group", ""), "")
        shown = {
            "asked": asked | known,
            "group": group,
            "fact": said(self.fact.question) if self.fact else "",
            "operator": OPERATORS[self.operator] if self.fact and self.operator else "",
            "other_fact": urlencode(asked | {"fact": "-"}),
            "other_operator": urlencode(asked | known | {"operator": "-"}),
            "several": bool(self.fact) and len(fitting(self.fact)) > 1 if self.fact else False,
        }
        return super().get_context_data(**kwargs) | shown


def fitting(fact: v.Fact) -> list[str]:
    """The comparisons that fit a question."""
    return [name for name, one in operators.OPERATORS.items() if fact.type in one.fits]


def field_at(refusal: BadDocument, pointer: str, form: forms.Form) -> str | None:
    """The field that a fault of the document belongs to; None where it lies outside what the form writes."""
    if not pointer or not refusal.pointer.startswith(pointer):
        return "id" if refusal.fault is Fault.DUPLICATE_ID and "id" in form.fields else None
    steps = refusal.pointer.removeprefix(pointer).strip("/").split("/")
    for depth in range(len(steps), 0, -1):
        name = "_".join(steps[:depth])
        for found in (name, f"{name}_from", f"{name}_fa"):
            if found in form.fields:
                return found
    return "sentence_fa" if refusal.fault is Fault.UNNAMED and "sentence_fa" in form.fields else None
