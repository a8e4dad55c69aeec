"""How one is told of what."""

from typing import Any

from django import forms

from talent.notifications.choices import Mode
from talent.notifications.kinds import choosable


class ModesForm(forms.Form):
    """One choice for each kind that can be chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            kind.name: forms.ChoiceField(label=kind.label, choices=Mode.choices) for kind in choosable()
        }
