"""Every address of the site."""

from anymail.urls import urlpatterns as providers
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path

from cms import site_views
from config import in_tray, keeping, refusals, views
from config.timeline import timeline
from search.board_views import openings_map

handler400 = "config.refusals.bad_request"
handler403 = "config.refusals.forbidden"
handler404 = "config.refusals.not_found"
handler500 = "config.refusals.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", include("config.health")),
    path("back-office/health/", include(("config.health_page", "health"))),
    path("back-office/", include("cms.urls")),
    path("api/", include("config.api_urls")),
    path("sitemap-openings.xml", openings_map, name="openings_map"),
    re_path(r"^media/images/(?P<name>[\w.\-]+)$", site_views.picture, name="picture"),
]

if settings.ANYMAIL.get("WEBHOOK_SECRET"):  # what the mail provider reports; without a secret nobody may
    wanted = f"{settings.MAIL_PROVIDER}_tracking_webhook"
    urlpatterns += [path("mail-events/", include([one for one in providers if one.name == wanted]))]

if settings.DEV_PAGES:
    urlpatterns += [
        path("dev/", include("talent.notifications.mailbox")),
        path("dev/components/", views.components, name="dev_components"),
    ]

urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("start/", views.start, name="start"),
    path("what-we-keep/", keeping.what_we_keep, name="what_we_keep"),
    # pages of allauth that this product does not offer; their names stay, because allauth reverses them
    path("account/login/code/confirm/", refusals.absent),
    path("account/", include("talent.accounts.urls")),  # before allauth: two pages in place of its own
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("", include("talent.notifications.urls")),
    path("", include("talent.experts.urls")),
    path("", include("talent.companies.urls")),
    path("", include("talent.schedule.urls")),
    path("", include("talent.mentoring.urls")),
    path("", include("talent.mentoring.questions.urls")),
    path("", include("talent.mentoring.relations.urls")),
    path("", include("talent.conversations.urls")),
    path("", include("talent.programmes.urls")),
    path("", include("jobs.openings.urls")),
    path("", include("jobs.contacts.urls")),
    path("", include("jobs.applications.urls")),
    path("", include("talent.programmes.cases.urls")),
    path("in-tray/", in_tray.in_tray, name="in_tray"),
    path("timeline/", timeline, name="timeline"),
    path("c/<slug:company>/in-tray/", in_tray.company_in_tray, name="company_in_tray"),
    path("c/<slug:company>/in-tray/count/", in_tray.company_count, name="company_count"),
    path("", include("search.urls")),
    re_path(
        r"^((?:[a-z0-9\-]+/)*)$", site_views.page, name="wagtail_serve"
    ),  # the last: what no room answers
)
