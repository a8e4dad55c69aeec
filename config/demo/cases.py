"""Words on the pages of the demo programmes, and two cases: one that waits for the office, one that it has answered."""

import json
from typing import Any

from cms.models import ProgrammePage
from cms.trees import plant
from config.demo.people import DOMAIN
from talent.accounts.models import RoleName, User
from talent.programmes.cases.actions import answer_case, send_case
from talent.programmes.cases.pages import last_said
from talent.programmes.models import Version

WORDS = {
    "fa": (
        "این برنامه برای چیست؟",
        "<p>این یک برنامهٔ نمایشی است: شرط‌ها و مبلغ‌ها واقعی نیستند، اما همه‌چیز همان‌طور کار می‌کند که در برنامهٔ "
        "واقعی. پیش از هر کاری شرایط خود را بررسی کنید؛ چند دقیقه بیشتر طول نمی‌کشد.</p>",
    ),
    "en": (
        "What this programme is for",
        "<p>This is a programme for demonstration: its conditions and amounts are not real, but everything works as it "
        "would in a real one. Check yourself before anything else; it takes a few minutes.</p>",
    ),
}
ASKED = {
    "return-for-good": "سلام. قراردادم در آلمان تا خرداد تمام می‌شود. اگر پیش از پایان آن درخواست بدهم، پذیرفته می‌شود؟",
    "visiting-expert": "Could the two weeks on site be split into two visits of one week each?",
}
ANSWER = "Yes, as long as both visits lie within six months. Write both dates into the plan of your stay."


def make_pages_and_cases() -> None:
    """Plants the pages of the demo programmes, writes a few words on them, and lets the demo expert ask."""
    plant()
    for page in ProgrammePage.objects.select_related("locale"):
        if not page.words:
            _write(page)
    expert = User.objects.filter(email=f"expert@{DOMAIN}").first()
    officer = User.objects.filter(roles__name=RoleName.CASE_OFFICER).first()
    if expert and officer:
        _ask(expert, officer)


def _write(page: ProgrammePage) -> None:
    heading, text = WORDS[page.locale.language_code]
    blocks: list[dict[str, Any]] = [{"type": "heading", "value": heading}, {"type": "text", "value": text}]
    page.words = json.dumps(blocks)
    page.save_revision().publish()


def _ask(expert: User, officer: User) -> None:
    for slug, text in ASKED.items():
        version = Version.objects.in_force(slug)
        if version is not None:
            case = send_case(actor=expert, version=version, text=text)
            if slug == "visiting-expert":
                answer_case(actor=officer, case=case, text=ANSWER, seen=last_said(case))
