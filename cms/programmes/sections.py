"""Which form stands for which list of the document, and what the things of a list are called."""

from typing import Any

from cms.programmes import part_forms
from cms.programmes.expected import figure_name
from cms.programmes.line_form import LineForm
from cms.programmes.part_forms import PartForm
from cms.programmes.telling import Teller, said
from talent.programmes.document import values as v
from talent.programmes.document.form import FIGURE

FORMS: dict[str, type[PartForm]] = {
    "documents": part_forms.PaperForm,
    "days": part_forms.DayForm,
    "indexes": part_forms.IndexForm,
    "clocks": part_forms.ClockForm,
    "incentives": LineForm,
    "summary": part_forms.FigureForm,
}


def shown(version: v.Version, section: str, thing: dict[str, Any]) -> str:
    """What a thing is called in its list."""
    if section == "summary":
        return figure_name(FIGURE.read(thing, ""), Teller(version, calendar=""))
    named = next((thing[name] for name in FORMS[section].words if name in thing), None)
    name = said(named) if named else str(thing["id"])
    if "amount" not in thing:
        return name
    return f"{name}: {Teller(version, calendar='').expression(thing['amount'])}"
