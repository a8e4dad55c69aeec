"""Which companies are one family: the same domain, the same person as owner, or a parent that the moderator set.

A chain of such ties makes one family too: whoever hides from one of its companies hides from all.
"""

from talent.companies.models import Company

KIN = """
kin(one, other) AS (
  SELECT a.id, b.id FROM companies_company AS a JOIN companies_company AS b ON a.domain = b.domain
  WHERE b.number IS NOT NULL OR NOT b.by_itself
  UNION
  SELECT a.id, b.id FROM companies_company AS a JOIN companies_company AS b ON a.parent_id = b.id
  WHERE b.number IS NOT NULL OR NOT b.by_itself
  UNION
  SELECT a.id, b.id FROM companies_company AS a JOIN companies_company AS b ON b.parent_id = a.id
  WHERE b.number IS NOT NULL OR NOT b.by_itself
  UNION
  SELECT a.company_id, b.company_id
  FROM companies_membership AS a JOIN companies_membership AS b ON a.email = b.email
  JOIN companies_company AS tied ON tied.id = b.company_id
  WHERE a.role = 'owner' AND b.role = 'owner' AND (tied.number IS NOT NULL OR NOT tied.by_itself)
)
"""
"""A common table of pairs of companies for statements that begin WITH RECURSIVE. An owner ties companies for as long
as the rows stand, twelve months beyond the end: leaving unties no family at once. What has registered itself ties
nobody before the park has verified it: else anybody could make a family of two companies by what they type. Its own
members are of the family that it claims."""

_FAMILY = f"""
WITH RECURSIVE {KIN},
family(company) AS (
  SELECT CAST(%s AS bigint)
  UNION
  SELECT kin.other FROM family JOIN kin ON kin.one = family.company
)
SELECT companies_company.* FROM companies_company JOIN family ON family.company = companies_company.id
WHERE companies_company.id <> %s
ORDER BY companies_company.name_en, companies_company.id
"""


def relatives(company: Company) -> list[Company]:
    """The other companies of the family, by name (one SQL)."""
    return list(Company.objects.raw(_FAMILY, [company.pk, company.pk]))
