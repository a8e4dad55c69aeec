"""What makes a condition or a group a rule that readers see: its sentence, id, source and papers."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.programmes.fields import LATIN, SIDES, ReadersForm
from talent.programmes.document.tidying import id_from

HELP = _(
    "As the person reads it: “You have lived abroad for at least {value} months.” Filled in are {answer}, {value}, "
    "{reference}, {day} and {missing}."
)


def name_fields(form: ReadersForm, papers: list[tuple[str, str]], place: str) -> None:
    """Adds the fields. `place`: "must" have a sentence, "may" have one, or "hidden" (below a negation): has none."""
    if place == "hidden":
        return
    form.add_words("sentence", _("Sentence"), required=place == "must", longest=2000)
    for side in SIDES:
        form.fields[f"sentence_{side}"].help_text = HELP if side == "fa" else ""
    form.fields["id"] = forms.CharField(
        label=_("Short name"),
        required=False,
        max_length=60,
        widget=forms.TextInput(LATIN),
        help_text=_(
            "Small Latin letters, digits and underscores. If empty, it is made of the English sentence."
        ),
    )
    form.fields["source"] = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("Where it is laid down, for example an article of the call."),
    )
    if papers:
        form.fields["evidence"] = forms.MultipleChoiceField(
            label=_("Papers that show it"),
            required=False,
            choices=papers,
            widget=forms.CheckboxSelectMultiple,
        )


def demand_both(form: ReadersForm, values: dict[str, Any]) -> dict[str, Any]:
    """A sentence in one language alone is told at the field of the other."""
    sides = [side for side in SIDES if f"sentence_{side}" in form.fields]
    filled = [side for side in sides if values.get(f"sentence_{side}")]
    for side in sides:
        name = f"sentence_{side}"
        if filled and side not in filled and name not in form.errors:
            form.add_error(name, _("Write the sentence in this language too."))
    if values.get("id") and sides and not filled and not form.errors:
        form.add_error("sentence_fa", _("A short name needs a sentence."))
    return values


def name_of(
    values: dict[str, Any], sentence: dict[str, str] | None, taken: Collection[str], otherwise: str
) -> dict[str, Any]:
    """The name as the document has it; nothing where there is no sentence."""
    found: dict[str, Any] = {}
    if sentence:
        found = {"id": values.get("id") or id_from(sentence["en"], taken, otherwise), "sentence": sentence}
    if values.get("source"):
        found["source"] = values["source"]
    if values.get("evidence"):
        found["evidence"] = values["evidence"]
    return found
