"""What goes with people: whoever leaves the network, and whoever acts for a company no more."""

from django.db.models import Exists, OuterRef

from jobs.openings.models import Edition, Reviewer
from talent.accounts.models import User
from talent.companies.models import Membership


def erase_writer(user: User) -> None:
    """The name that somebody wrote as a contact goes with them; what an opening says otherwise is its company's."""
    Edition.objects.filter(saved_by=user).exclude(contact="").update(contact="")


def forget_reviewers() -> int:
    """Whoever acts for the company no more reads nothing for it; returns how many rows are gone."""
    current = Membership.objects.current().exclude(role="reader").order_by()
    mine = current.filter(company=OuterRef("opening__company"), email=OuterRef("person__email"))
    return Reviewer.objects.filter(~Exists(mine)).delete()[0]
