"""Deliveries: how mails get on. Neither to whom nor what they say."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.lists import Inspecting, Moment, Number, Reading, moment
from talent.accounts.models import Language
from talent.lib.dates import digits
from talent.notifications.models import Delivery

_KINDS = {
    "account_already_exists": _("somebody signed up with an address that has an account"),
    "email_confirmation": _("code to confirm an address"),
    "email_confirmation_signup": _("code to confirm an address, on signing up"),
    "password_reset_code": _("code for a new password"),
    "unknown_account": _("new password asked for an address without account"),
    "information_only": _("told: information only from now on"),
    "superuser_signed_in": _("told: a superuser signed in"),
    "password_changed": _("told: password changed"),
    "password_set": _("told: password set"),
    "password_reset": _("told: password changed by code"),
    "email_changed": _("told: address changed"),
    "totp_activated": _("told: authenticator app set up"),
    "totp_deactivated": _("told: authenticator app removed"),
    "webauthn_added": _("told: passkey added"),
    "webauthn_removed": _("told: passkey removed"),
    "recovery_codes_generated": _("told: recovery codes made"),
}
SHOWN = ["kind", "language", "state", "attempts", "due_at", "created_at"]


def kind(delivery: Delivery) -> object:
    """What the mail is for; its code where there are no words for it."""
    return _KINDS.get(delivery.kind.rsplit("/", 1)[-1], delivery.kind)


def language(delivery: Delivery) -> object:
    """The language of the mail."""
    return dict(Language.choices).get(delivery.language, delivery.language)


class DeliveryPage(Inspecting):
    """One delivery."""

    page_title = _("Delivery")

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
