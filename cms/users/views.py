"""The list of staff. Experts and members are nobody's to browse, so they are not in it."""

from django.db.models import QuerySet
from wagtail.users.views.users import IndexView, UserViewSet

from talent.accounts.models import User


class StaffIndexView(IndexView):
    """People who hold a role, and nobody else."""

    def get_base_queryset(self) -> QuerySet[User]:
        return User.objects.exclude(roles=None)


class StaffViewSet(UserViewSet):
    """List only; every other view of Wagtail's users answers 404 (see config.urls)."""

    index_view_class = StaffIndexView
