"""The shortlist of the first company: two experts, one with a note in each language."""

from config.demo.requests import recruiter
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.audience import company as company_audience
from talent.experts.models import Profile
from talent.experts.shortlist import keep

_NOTES = (
    "Moved two banks to streams. Has said yes to a talk in autumn; ask about the data platform after that.",
    "برای تیم زیرساخت مناسب است. پیش از پایان سال دوباره سراغش برویم.",
)


def make_shortlist() -> None:
    """Keeps the first two whom the company's recruiter sees; fewer where there are fewer."""
    company = Company.objects.verified().order_by("number").first()
    if company is None:
        return
    membership = recruiter(company)
    actor = User.objects.get(email=membership.email)
    seen = Profile.objects.visible_to(company_audience(company.pk, actor.pk)).order_by("pk")
    for profile, note in zip(seen[: len(_NOTES)], _NOTES, strict=False):
        keep(actor=actor, membership=membership, profile=profile, note=note)
