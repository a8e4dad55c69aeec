"""Three programmes of the park, drafted by the machine and published by its editor: rolling, open until a day, and
open with claims taken later only."""

from datetime import date, timedelta

from django.conf import settings

from talent.accounts.models import RoleName, User
from talent.lib.dates import park_today
from talent.programmes.actions import WindowFields, import_document, publish, set_window
from talent.programmes.models import Programme

SLUGS = ("return-for-good", "visiting-expert", "remote-advisory")


def make_programmes() -> None:
    """Publishes those that are not there yet, and sets their windows."""
    editor = User.objects.filter(roles__name=RoleName.EDITOR).order_by("pk").first()
    missing = set(SLUGS) - set(Programme.objects.values_list("slug", flat=True))
    for slug in SLUGS:
        if editor is not None and slug in missing:
            _make(editor, slug)


def _make(editor: User, slug: str) -> None:
    text = (settings.BASE_DIR / "data" / "programmes" / f"{slug}.json").read_text(encoding="utf-8")
    draft = import_document(actor=None, raw=text)
    version = publish(actor=editor, draft=draft, revision=draft.revision)
    set_window(actor=editor, programme=version.programme, **_window(slug, park_today()))


def _window(slug: str, today: date) -> WindowFields:
    fields: WindowFields = {
        "opens_on": None,
        "closes_on": None,
        "paused": False,
        "claims_from": None,
        "quota": None,
        "budget": None,
        "budget_currency": "",
        "contact": "programmes@park.example.org",
    }
    if slug == "visiting-expert":
        fields["opens_on"], fields["closes_on"] = today - timedelta(days=30), today + timedelta(days=60)
        fields["quota"] = 24
    if slug == "remote-advisory":
        fields["claims_from"], fields["quota"] = today + timedelta(days=45), 40
    return fields
