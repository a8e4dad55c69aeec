"""Companies on their way: a draft with an invitation that waits, one with the park, one returned, one suspended."""

from collections.abc import Callable, Sequence
from typing import Any

from config.demo.shown import Account
from talent.accounts.models import User
from talent.companies import actions, joining
from talent.companies.models import Company, MemberRole
from talent.companies.registration import register, save_draft, submit
from talent.companies.states import Remark
from talent.lib.national_id import check_digit

_COMPANIES = (
    ("draft", "شرکت نمونهٔ پیش‌نویس", "Draft Sample Works", "draftworks"),
    ("submitted", "شرکت نمونهٔ منتظر", "Waiting Sample Works", "waitingworks"),
    ("returned", "شرکت نمونهٔ بازگشته", "Returned Sample Works", "returnedworks"),
    ("suspended", "شرکت نمونهٔ معلق", "Suspended Sample Works", "suspendedworks"),
)
INVITED = "colleague@draftworks.example.org"
_COMMENT = "صندوق این دامنه نامه‌های ما را برمی‌گرداند. دامنهٔ دیگری بنویسید یا صندوق را باز کنید."
Person = Callable[[str, str], tuple[User, Account]]


def make_registrations(moderators: Sequence[User], person: Person) -> list[Account]:
    """One company in each state that the others are not in, each with its owner; and an invited colleague."""
    made = []
    for number, (state, name_fa, name_en, slug) in enumerate(_COMPANIES):
        owner, account = person(f"owner@{slug}.example.org", f"{state} owner")
        made.append(account)
        company = register(actor=owner, name_fa=name_fa, name_en=name_en).company
        save_draft(actor=owner, company=company, **_details(slug, number))
        if state != "draft":
            _on(state, submit(actor=owner, company=company), moderators)
        else:
            joining.invite(
                actor=owner, company=company, email=INVITED, role=MemberRole.RECRUITER, language="fa"
            )
    return [*made, person(INVITED, "invited")[1]]


def _on(state: str, company: Company, moderators: Sequence[User]) -> None:
    if state == "returned":
        actions.return_company(actor=moderators[0], company=company, comments={Remark.DOMAIN: _COMMENT})
    if state == "suspended":
        for moderator in moderators:
            actions.verify_company(actor=moderator, company=company)
        actions.suspend_company(actor=moderators[0], company=company)


def _details(slug: str, number: int) -> dict[str, Any]:
    """Invented papers, as in `config.demo.accounts`."""
    first_ten = f"1498{number:06d}"
    return {
        "wish": slug,
        "domain": f"{slug}.example.org",
        "national_id": first_ten + str(check_digit(first_ten)),
        "contract_number": f"1405-9{number}",
        "makes_fa": "نمونه‌هایی می‌سازد که به کار آزمودن می‌آیند.",
        "makes_en": "Makes samples to try things with.",
        "park_fa": "پارک فناوری اطلاعات",
        "park_en": "ICT Park",
    }
