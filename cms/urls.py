"""Everything under /back-office/: ours first, then what the gate leaves of Wagtail's."""

from django.urls import include, path
from django.views.decorators.http import require_POST
from wagtail.admin import urls as wagtail_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms import views
from cms.gate import gate

urlpatterns = [
    path("login/", views.sign_in, name="wagtailadmin_login"),
    path("password_reset/", views.reset_password),
    path("", gate(views.Home.as_view()), name="wagtailadmin_home"),
    path("account/", gate(views.account), name="wagtailadmin_account"),
    path("logout/", gate(require_POST(views.sign_out)), name="wagtailadmin_logout"),
    path("pages/", gate(views.pages), name="site_pages"),  # Wagtail's tree, to which its pages lead back
    path("pages/<int:pk>/", gate(views.pages), name="site_pages_below"),
    path("images/multiple/add/", gate(views.add_picture), name="add_picture"),  # where its button leads
    path("public-directory/", include(("cms.park", "public_directory"))),
    path("staff/", include(("cms.staff", "staff_roles"))),
    path("", include(decorate_urlpatterns(wagtail_urls.urlpatterns, gate))),
]
