"""The list of staff. Experts and members are nobody's to browse, so they are not in it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.views.users import UserViewSet

from cms.lists import Listing
from talent.accounts.models import User


class StaffList(Listing):
    """People who hold a role, and nobody else."""

    page_title = _("Staff")

    def get_base_queryset(self) -> QuerySet[User]:
        return User.objects.exclude(roles=None).prefetch_related("roles")


def _roles(user: User) -> str:
    return " · ".join(str(role.get_name_display()) for role in user.roles.all())


class StaffViewSet(UserViewSet):
    """List only; the gate closes every other view of Wagtail's users, whose names stay."""

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
    ]

    def register_search_area(self) -> None:
        """Nobody is searched for by address, staff included."""
