"""Deliveries: how mails get on. Neither to whom nor what they say."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.lists import Inspecting, Moment, Number, Reading, moment
from cms.verbs import Verb
from talent.accounts.models import Language, RoleName
from talent.lib.dates import digits
from talent.notifications.actions import send_again
from talent.notifications.choices import DIGEST_KIND
from talent.notifications.kinds import kinds
from talent.notifications.models import Delivery, DeliveryState

_KINDS = {
    "account_already_exists": _("somebody signed up with an address that has an account"),
    "email_confirmation": _("code to confirm an address"),
    "email_confirmation_signup": _("code to confirm an address, on signing up"),
    "password_reset_code": _("code for a new password"),
    "unknown_account": _("new password asked for an address without account"),
    "address_check": _("confirm an address again from which mail came back"),
    DIGEST_KIND: _("mail of the morning"),
}
SHOWN = ["kind", "language", "state", "attempts", "due_at", "created_at"]


def kind(delivery: Delivery) -> object:
    """What the mail is for; its code where there are no words for it."""
    if told := kinds.get(delivery.kind):
        return _("told: %(what)s") % {"what": told.label}
    return _KINDS.get(delivery.kind, delivery.kind)


def language(delivery: Delivery) -> object:
    """The language of the mail."""
    return dict(Language.choices).get(delivery.language, delivery.language)


class SendAgain(Verb):
    """A mail that was given up is tried once more."""

    role = RoleName.OPERATOR
    page_title = button = _("Send it again")
    explanation = _(
        "Its attempts begin anew, in the words of today. It keeps its number, so whoever got it after all gets it once."
    )
    done = _("The mail waits for its next attempt.")

    @cached_property
    def delivery(self) -> Delivery:
        """The delivery of the address; 404 where there is none."""
        return get_object_or_404(Delivery, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mine = [
            {"url": reverse("delivery:index"), "label": _("Deliveries")},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *mine]

    def act(self, values: dict[str, Any]) -> None:
        send_again(actor=self.actor, delivery=self.delivery)

    def get_success_url(self) -> str:
        return reverse("delivery:inspect", args=[self.delivery.pk])


class DeliveryPage(Inspecting):
    """One delivery, and what can be done where it was given up."""

    page_title = _("Delivery")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.object.state != DeliveryState.FAILED or not self.object.has_something:
            return []
        url = reverse("delivery:send_again", args=[self.object.pk])
        return [HeaderButton(_("Send it again"), url=url, icon_name="mail")]

    def get_page_subtitle(self) -> str:
        return str(kind(self.object))

    def get_kind_display_value(self) -> object:
        return kind(self.object)

    def get_language_display_value(self) -> object:
        return language(self.object)

    def get_due_at_display_value(self) -> str:
        return moment(self.object.due_at, self.request.user)

    def get_created_at_display_value(self) -> str:
        return moment(self.object.created_at, self.request.user)

    def get_attempts_display_value(self) -> Any:
        return digits(self.object.attempts, get_language() or "fa")


class DeliveryViewSet(Reading):
    """Deliveries in the menu."""

    model = Delivery
    name, url_prefix, icon = "delivery", "deliveries", "mail"
    menu_name, menu_label, menu_order = "deliveries", _("Deliveries"), 300
    inspect_view_enabled = True
    inspect_view_class = DeliveryPage
    inspect_view_fields = SHOWN
    list_filter = ["state", "language"]
    list_display = [
        TitleColumn("kind", accessor=kind, label=_("Kind"), url_name="delivery:inspect", sort_key="kind"),
        Column("language", accessor=language, label=_("Language"), sort_key="language"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Number("attempts", label=_("Attempts"), sort_key="attempts"),
        Moment("due_at", label=_("Due"), sort_key="due_at"),
        Moment("created_at", label=_("Created"), sort_key="created_at"),
    ]
    verbs = (path("<int:pk>/send-again/", SendAgain.as_view(), name="send_again"),)
