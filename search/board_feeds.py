"""The board for programs that read feeds and maps of sites."""

import re
from datetime import datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _

from jobs.openings.models import Opening, OpeningQuerySet
from search.board import Page, on_board
from search.board_wording import BoardWording
from search.opening_cards import address, spoken
from talent.lib.dates import TEHRAN, park_today

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(page: Page, wording: BoardWording, asked: str) -> str:
    """A page of openings as RSS 2.0. `asked`: the search in words, "" for the whole board."""
    query = page.criteria.address(sort="points")
    made = Rss201rev2Feed(
        title=plain(_("Openings: %(asked)s") % {"asked": asked} if asked else _("Openings")),
        link=_whole("board", query),
        feed_url=_whole("board_feed", query),
        description=_("The newest openings of companies that the park has verified."),
        language=wording.language,
    )
    for one in page.found:
        made.add_item(**_item(one.opening, wording))
    return str(made.writeString("utf-8"))


def plain(text: str) -> str:
    """The text without the characters that XML 1.0 does not have."""
    return _NO_XML.sub("", text)


def _whole(name: str, query: str) -> str:
    return f"{settings.BASE_URL}{reverse(name)}" + (f"?{query}" if query else "")


def _item(opening: Opening, wording: BoardWording) -> dict[str, Any]:
    shown, published_on = opening.shown, opening.published_on
    assert shown and published_on
    text = linebreaks(escape(spoken(shown, "text", wording.language).text))
    return {
        "title": plain(f"{spoken(shown, 'title', wording.language).text} · {opening.company.name}"),
        "link": f"{settings.BASE_URL}{address(opening)}",
        "description": plain(f"<p>{escape(wording.pay(shown))}</p>{text}"),
        "unique_id": str(opening.key),
        "unique_id_is_permalink": False,
        "pubdate": datetime.combine(published_on, time(), TEHRAN),
        "categories": [plain(wording.value("skill", row["slug"])) for row in shown.skills],
    }


class OpeningsMap(Sitemap[Opening]):
    """The openings on the board, in both languages, with the moment at which their text was saved."""

    i18n = alternates = True

    def __init__(self, person: int | None) -> None:
        self.person = person
        self.protocol = urlsplit(settings.BASE_URL).scheme

    def items(self) -> OpeningQuerySet:
        return on_board(self.person, park_today()).order_by("pk")

    def location(self, item: Any) -> str:
        return address(item)

    def lastmod(self, item: Opening) -> datetime | None:
        return item.shown.saved_at if item.shown else None

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.BASE_URL).netloc
