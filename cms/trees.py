"""The trees of the site: one for each language, planted by code, with the same addresses in both.

Wagtail's pages stand under a home page of their language; `make_pages` puts a programme's page into each.
"""

from uuid import uuid4

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.models import HomePage, ProgrammeIndexPage, ProgrammePage
from talent.accounts.models import User
from talent.programmes.actions import publish
from talent.programmes.document.values import Version
from talent.programmes.models import Programme
from talent.programmes.models import Version as VersionRow

PROGRAMMES = "programmes"
TITLES = {
    "fa": {"home": "شبکهٔ متخصصان", PROGRAMMES: "برنامه‌های حمایتی"},
    "en": {"home": "Talent Network", PROGRAMMES: "Programmes"},
}


@transaction.atomic
def plant() -> None:
    """Makes the two trees where they are not there yet: locales, home pages, indexes of programmes, the site, and the
    pages of programmes in force. Changes nothing that is there."""
    homes = _homes()
    index_key, site_root = uuid4(), homes[settings.LANGUAGE_CODE]
    for language, home in homes.items():
        if not home.get_children().exists():
            home.add_child(
                instance=ProgrammeIndexPage(
                    title=TITLES[language][PROGRAMMES],
                    slug=PROGRAMMES,
                    locale=home.locale,
                    translation_key=index_key,
                )
            )
    if not Site.objects.filter(root_page=site_root).exists():
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=site_root, is_default_site=True)
    shown = ProgrammePage.objects.order_by().values("programme")
    for programme in Programme.objects.in_force().exclude(pk__in=shown):
        make_pages(programme)


@transaction.atomic
def make_pages(programme: Programme) -> None:
    """One page for each language where the programme has none yet, named as its version in force names it. Does
    nothing where no version is in force, or no tree has been planted."""
    version = VersionRow.objects.in_force(programme.slug)
    if version is None:
        return
    key = uuid4()
    for index in ProgrammeIndexPage.objects.select_related("locale").order_by("path"):
        if not ProgrammePage.objects.filter(programme=programme, locale=index.locale).exists():
            index.add_child(instance=_page(programme, version.content, index.locale, key))


@transaction.atomic
def publish_with_pages(*, actor: User, draft: VersionRow, revision: int, reason: str) -> VersionRow:
    """Publishes a draft, and makes the pages of a programme that has none yet. Raises what `publish` raises."""
    version = publish(actor=actor, draft=draft, revision=revision, reason=reason)
    make_pages(version.programme)
    return version


def _homes() -> dict[str, HomePage]:
    """The home page of each language. The page that Wagtail's own migration leaves makes room for them."""
    found = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    if not found:
        Page.objects.filter(depth=2, slug="home").delete()
    key = next((home.translation_key for home in found.values()), uuid4())
    for language, _name in settings.LANGUAGES:
        if language not in found:
            found[language] = _home(language, key)
    return found


def _home(language: str, key: object) -> HomePage:
    locale, _is_new = Locale.objects.get_or_create(language_code=language)
    root = Page.objects.filter(depth=1).first()
    if root is None:  # a database that was emptied, and has lost what Wagtail's migration had made
        root = Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    home = HomePage(title=TITLES[language]["home"], slug=language, locale=locale, translation_key=key)
    root.add_child(instance=home)
    return home


def _page(programme: Programme, content: Version, locale: Locale, key: object) -> ProgrammePage:
    return ProgrammePage(
        title=getattr(content.title, locale.language_code),
        slug=programme.slug,
        programme=programme,
        locale=locale,
        translation_key=key,
    )
