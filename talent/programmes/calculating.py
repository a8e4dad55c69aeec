"""The calculator: all questions of the incentives on one form, and the lines that come of them."""

from typing import Any

from django.http import QueryDict

from talent.programmes.document.values import Fact
from talent.programmes.forms import QuestionForm
from talent.programmes.incentives import calculate
from talent.programmes.pages import Standing, frame, unit_word
from talent.programmes.result import said
from talent.programmes.sums import lines, totals
from talent.programmes.walk import Walk, asked_for_amounts, may_not_apply


def calculated(stood: Standing, data: QueryDict | None) -> tuple[dict[str, Any], int]:
    """Context and status of the calculator's page; `data` is None where nothing has been typed."""
    forms = [_form(stood, fact, data) for fact in asked_for_amounts(stood.content)]
    shown = frame(stood) | {"rows": [_row(stood, form, data) for form in forms], "done": False, "faults": []}
    if data is None:
        return shown, 200
    if faults := _faults(forms):
        return shown | {"faults": faults}, 400
    walk = _walk(forms, data)
    sums = calculate(stood.content, walk.answers, stood.speaker.today)
    shown |= {"lines": lines(stood.speaker, sums), "totals": totals(stood.speaker, sums)}
    return shown | {"done": True, "answers": said(stood.speaker, walk)}, 200


def _form(stood: Standing, fact: Fact, data: QueryDict | None) -> QuestionForm:
    return QuestionForm(fact, stood.speaker, data, prefix=fact.id, demanded=False)


def _row(stood: Standing, form: QuestionForm, data: QueryDict | None) -> dict[str, Any]:
    name = form.add_prefix("not_me")
    return {
        "form": form,
        "unit": unit_word(form.fact),
        "not_me": name if form.fact.id in may_not_apply(stood.content) else "",
        "ticked": bool(data and data.get(name)),
    }


def _walk(forms: list[QuestionForm], data: QueryDict) -> Walk:
    walk = Walk()
    for form in forms:
        if data.get(form.add_prefix("not_me")):
            walk = walk.saying(form.fact.id, None)
        elif form.given:
            walk = walk.saying(form.fact.id, form.answer)
    return walk


def _faults(forms: list[QuestionForm]) -> list[dict[str, str]]:
    """Every fault with the field that it is of, for the list at the top."""
    rows = []
    for form in forms:
        for name, texts in form.errors.items():
            where = form[name].id_for_label or form[name].auto_id
            rows += [{"label": form.label, "anchor": where, "text": str(text)} for text in texts]
    return rows
