"""Who hides from whom, as one question to the database.

Written as SQL: it is asked at every search and at every delivered page, and building the same five nested
querysets each time took longer than answering them.
"""

from datetime import timedelta

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from talent.companies.models import RECENT_DAYS
from talent.experts.audience import Audience

_FROM_COMPANY = """
WITH acted_for(company) AS (
  SELECT CAST(%s AS bigint)
  UNION
  SELECT bound.company_id
  FROM companies_membership AS bound JOIN accounts_user AS reader ON reader.email = bound.email
  WHERE reader.id = %s AND (bound.ended_at IS NULL OR bound.ended_at > %s)
)
SELECT entry.profile_id FROM experts_hideentry AS entry JOIN acted_for ON entry.company_id = acted_for.company
UNION ALL
SELECT profile.id
FROM companies_membership AS colleague
JOIN accounts_user AS person ON person.email = colleague.email
JOIN experts_profile AS profile ON profile.user_id = person.id
WHERE colleague.company_id = %s AND colleague.ended_at IS NULL
"""
_FROM_ANYBODY = """
SELECT profile_id FROM experts_hideentry
UNION ALL
SELECT profile.id
FROM companies_membership AS member
JOIN accounts_user AS person ON person.email = member.email
JOIN experts_profile AS profile ON profile.user_id = person.id
WHERE member.ended_at IS NULL
"""
_CLOSED = """
SELECT profile.id FROM accounts_user AS person JOIN experts_profile AS profile ON profile.user_id = person.id
WHERE NOT person.is_active
"""


def hidden_from(audience: Audience) -> Q:
    """Profiles that chose to hide from the company or from another one that the reading person acts for, now
    or within 12 months; and those of the company's own members."""
    company, person = audience.company or 0, audience.person or 0
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    return Q(pk__in=RawSQL(_FROM_COMPANY, (company, person, since, company)))


def hidden_from_anybody() -> Q:
    """Profiles that hide from somebody: a visitor without an account could be that somebody."""
    return Q(pk__in=RawSQL(_FROM_ANYBODY, ()))


def closed() -> Q:
    """Profiles of people whose account is closed."""
    return Q(pk__in=RawSQL(_CLOSED, ()))
