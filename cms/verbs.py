"""One page per verb: a form (or a question) that calls the action. Rules and rights are the action's."""

from abc import abstractmethod
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.lib.errors import Absent, Forbidden, Refused


class Question(forms.Form):
    """Nothing to fill in: the button is the answer."""


class Verb(WagtailAdminTemplateMixin, FormView[forms.Form]):
    """Shows the form to people of `role`; a refusal of the action is shown on it, and nothing typed is lost."""

    role: RoleName
    template_name = "cms/verb.html"
    form_class: type[forms.Form] = Question
    explanation: Any = ""
    button: Any = ""
    done: Any = ""
    serious = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        demand_role(request.user, self.role)
        return super().dispatch(request, *args, **kwargs)

    @property
    def actor(self) -> User:
        """Who does it."""
        assert isinstance(self.request.user, User)
        return self.request.user

    @abstractmethod
    def act(self, values: dict[str, Any]) -> None:
        """Calls the action with what was typed. Raises Refused."""

    def told(self, refusal: Refused) -> str:
        """What the form says of a refusal."""
        return str(refusal.text)

    def told_beside(self, refusal: Refused) -> str:
        """What stands at the field that a refusal is about."""
        return self.told(refusal)

    def field_of(self, refusal: Refused, form: forms.Form) -> str | None:
        """The field beside which it is said; None above the form."""
        return refusal.field if refusal.field in form.fields else None

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.act(form.cleaned_data)
        except (Absent, Forbidden):
            raise
        except Refused as refusal:
            field = self.field_of(refusal, form)
            form.add_error(field, self.told_beside(refusal) if field else self.told(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"explanation": self.explanation, "button": self.button, "serious": self.serious}
        return super().get_context_data(**kwargs) | shown | {"back": self.get_success_url()}
