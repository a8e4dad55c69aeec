"""Feed and map of the site: valid whatever stands in the rows, and of what is on the board alone."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from jobs.openings.models import Edition
from search.board_feeds import plain
from talent.lib.dates import park_day
from tests.harness import statements
from tests.openings import posted

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Index = Callable[[], int]
ODD = "".join(map(chr, [*range(1, 0x20), *range(0x7F, 0xA0), 0x2028, 0x202E, 0xFFFE, 0xFFFF, 0x1F1EE]))
MARKUP = "]]> & <b> \"quoted\" 'so' <!-- --> <?xml ?> &amp; é نویسه‌ها"


def items(answer: Any) -> list[ElementTree.Element]:
    """The items of a feed."""
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/rss+xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "rss" and root.attrib["version"] == "2.0"
    return root.findall("channel/item")


def said(item: ElementTree.Element, name: str) -> str:
    return item.findtext(name) or ""


def test_a_feed_follows_a_search(browse: Browse, index: Index, member: Any, company: Any) -> None:
    opening = posted(member, company)
    posted(member, company, title_en="Another", skills=[{"slug": "go", "level": 0, "must": True}])
    index()
    assert len(items(browse().get("/en/jobs/feed/"))) == 2
    answer = browse().get("/en/jobs/feed/", {"q": "kafka remote"})
    (item,) = items(answer)
    assert said(item, "title") == f"Data engineer · {company.name_en}"
    assert said(item, "link") == f"{settings.BASE_URL}/en/jobs/{opening.key}/"
    guid = item.find("guid")
    assert guid is not None and (guid.text, guid.attrib["isPermaLink"]) == (str(opening.key), "false")
    assert said(item, "pubDate").endswith("00:00:00 +0330")
    assert "€3,000 to €4,500 a month" in said(item, "description")
    assert [one.text for one in item.findall("category")] == ["Python", "Apache Kafka"]
    channel = ElementTree.fromstring(answer.content)
    assert channel.findtext("channel/title") == "Openings: Apache Kafka, Remote, from abroad too"
    assert "q=kafka+remote" in (channel.findtext("channel/link") or "")
    assert said(items(browse().get("/fa/jobs/feed/"))[0], "link").startswith(f"{settings.BASE_URL}/fa/jobs/")


def test_a_feed_with_every_odd_character_is_xml(
    browse: Browse, index: Index, member: Any, company: Any
) -> None:
    opening = posted(member, company)
    index()
    odd = {"title_en": f"{ODD}{MARKUP}"[:120], "text_en": ODD + MARKUP}
    Edition.objects.filter(pk=opening.shown_id).update(**odd)
    type(company).objects.filter(pk=company.pk).update(name_en=f"{MARKUP}\x0b")
    for path in ("/en/jobs/feed/", "/sitemap-openings.xml"):
        ElementTree.fromstring(browse().get(path).content)
    (item,) = items(browse().get("/en/jobs/feed/"))
    assert "]]> & <b>" in said(item, "title") and "&lt;b&gt;" in said(item, "description")


def test_sql_of_a_feed_does_not_grow(browse: Browse, index: Index, member: Any, company: Any) -> None:
    sent = []
    for _ in range(2):
        posted(member, company)
        index()
        browse().get("/en/jobs/feed/")
        sent.append(statements.of(lambda: browse().get("/en/jobs/feed/")))
    assert len(sent[0]) == len(sent[1]) <= 6, sent[1]


def test_what_xml_has_no_letter_for_is_left_out() -> None:
    kept = plain("".join(map(chr, range(0x110000))))
    ElementTree.fromstring(f"<a>{kept.replace('&', '').replace('<', '')}</a>".encode())
    assert len(kept) == 0x110000 - 29 - 2048 - 2


def test_the_map_names_both_languages_and_when_the_text_was_saved(
    browse: Browse, index: Index, member: Any, company: Any
) -> None:
    opening = posted(member, company)
    assert opening.shown
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = ElementTree.fromstring(browse().get("/sitemap-openings.xml").content)
    found = {url.findtext("s:loc", namespaces=names): url for url in root.findall("s:url", names)}
    places = {language: f"{settings.BASE_URL}/{language}/jobs/{opening.key}/" for language in ("fa", "en")}
    assert set(found) == set(places.values())
    for url in found.values():
        assert url.findtext("s:lastmod", namespaces=names) == str(park_day(opening.shown.saved_at))
        links = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", names)}
        assert links == places
