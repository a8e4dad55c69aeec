from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users, cut down to a list of staff."""

    user_viewset = "cms.users.views.StaffViewSet"
