"""The list of staff. Experts and members are nobody's to browse, so they are not in it."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.users.views.users import UserViewSet

from cms.lists import Listing
from talent.accounts.models import Role, User


class StaffList(Listing):
    """People who hold a role, and nobody else."""

    page_title = _("Staff")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Give a role"), url=reverse("staff_roles:give"), icon_name="plus")]

    def get_base_queryset(self) -> QuerySet[User]:
        return User.objects.exclude(roles=None).prefetch_related("roles")


def _roles(user: User) -> str:
    return " · ".join(str(role.get_name_display()) for role in user.roles.all())


def _taking(user: User) -> SafeString:
    """One link for each role, to the page that asks."""
    rows = [
        (reverse("staff_roles:take", args=[role.pk]), _taken(role), user.email) for role in user.roles.all()
    ]
    shape = (
        '<a class="button button-small button-secondary" href="{}">{}<span class="w-sr-only">: {}</span></a>'
    )
    return format_html_join(" ", shape, rows)


def _taken(role: Role) -> str:
    return gettext("Take away: %(role)s") % {"role": role.get_name_display()}


class StaffViewSet(UserViewSet):
    """List only, and the verbs of `cms.staff`; the gate closes every other view of Wagtail's users, whose names stay."""

    index_view_class = StaffList
    template_prefix = ""
    index_results_template_name = "cms/list_results.html"
    filterset_class = None
    search_fields: list[str] = []
    search_backend_name = None
    copy_view_enabled = False
    add_to_admin_menu, add_to_settings_menu = True, False
    menu_name, menu_label, menu_order = "staff", _("Staff"), 500
    list_display = [
        Column("email", label=_("E-mail"), sort_key="email"),
        Column("roles", label=_("Roles"), accessor=_roles),
        Column("taking", label=_("What you can do"), accessor=_taking),
    ]

    def register_search_area(self) -> None:
        """Nobody is searched for by address, staff included."""
