"""Who hides from whom, and whom a listing reaches, as questions to the database.

Written as SQL: it is asked at every search and at every delivered page, and building the same five nested
querysets each time took longer than answering them.
"""

import re
from datetime import timedelta

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from talent.companies.family import KIN
from talent.companies.models import RECENT_DAYS, WAIT_DAYS
from talent.experts.audience import Audience
from talent.lib.hosts import free_mail_hosts


def _free_hosts() -> str:
    """Hosts that say nothing about an employer, as a list of SQL texts: our own data, checked letter by letter."""
    hosts = sorted(free_mail_hosts())
    assert all(re.fullmatch(r"[a-z0-9.-]+", host) for host in hosts)
    return ", ".join(f"'{host}'" for host in hosts)


_BOUND = """bound(company, domain) AS (
  SELECT held.company_id, held.domain
  FROM companies_membership AS held JOIN accounts_user AS reader ON reader.email = held.email
  WHERE reader.id = %s AND (held.ended_at IS NULL OR held.ended_at > %s)
  UNION
  SELECT company_id, domain FROM companies_membership WHERE person_id = %s AND ended_at > %s
)"""
"""What binds the reading person: the companies they act for now or did within a year, also by an address that the
person has left. Takes the person and that day, twice."""
_BELONGING = f"""
UNION ALL
SELECT profile.id
FROM companies_membership AS own_place
JOIN family ON family.company = own_place.company_id
JOIN accounts_user AS person ON person.email = own_place.email
JOIN experts_profile AS profile ON profile.user_id = person.id
WHERE own_place.ended_at IS NULL
UNION ALL
SELECT profile.id
FROM hosts
JOIN accounts_user AS person ON person.domain = hosts.domain
JOIN experts_profile AS profile ON profile.user_id = person.id
WHERE hosts.domain NOT IN ({_free_hosts()})
"""
_FROM_COMPANY = f"""
WITH RECURSIVE {KIN},
{_BOUND},
family(company) AS (
  SELECT CAST(%s AS bigint)
  UNION
  SELECT company FROM bound
  UNION
  SELECT kin.other FROM family JOIN kin ON kin.one = family.company
),
hosts(domain) AS (
  SELECT companies_company.domain FROM companies_company JOIN family ON family.company = companies_company.id
  UNION
  SELECT domain FROM bound
  UNION
  SELECT domain FROM accounts_user WHERE id = %s
)
SELECT entry.profile_id FROM experts_hideentry AS entry JOIN family ON entry.company_id = family.company
UNION ALL
SELECT entry.profile_id FROM experts_blockedperson AS blocked
JOIN experts_hideentry AS entry ON entry.id = blocked.entry_id WHERE blocked.person_id = %s
UNION ALL
SELECT entry.profile_id FROM experts_hidedomain AS entry JOIN hosts ON entry.domain = hosts.domain
{_BELONGING}
"""
"""Whoever reads is a person: the companies they act for now or did within a year, also by an address that the
person has left, with the families of these, and the hosts of all of them and of the person's own addresses. A
profile hides from these by an entry of its owner, which may name the person who wrote, by the companies it belongs to, or by the host of its owner's
address, unless anybody gets one there."""
_APART = f"""
WITH RECURSIVE {KIN},
own(company) AS (
  SELECT CAST(%s AS bigint)
  UNION
  SELECT kin.other FROM own JOIN kin ON kin.one = own.company
),
{_BOUND},
family(company) AS (
  SELECT company FROM bound WHERE company NOT IN (SELECT company FROM own)
  UNION
  SELECT kin.other FROM family JOIN kin ON kin.one = family.company
),
hosts(domain) AS (
  SELECT there.domain FROM (
    SELECT companies_company.domain FROM companies_company JOIN family ON family.company = companies_company.id
    UNION
    SELECT domain FROM bound WHERE company NOT IN (SELECT company FROM own)
    UNION
    SELECT domain FROM accounts_user WHERE id = %s
  ) AS there
  WHERE there.domain NOT IN (
    SELECT companies_company.domain FROM companies_company JOIN own ON own.company = companies_company.id
  )
)
SELECT entry.profile_id FROM experts_hideentry AS entry JOIN family ON entry.company_id = family.company
UNION ALL
SELECT entry.profile_id FROM experts_blockedperson AS blocked
JOIN experts_hideentry AS entry ON entry.id = blocked.entry_id
WHERE blocked.person_id = %s AND entry.company_id NOT IN (SELECT company FROM own)
UNION ALL
SELECT entry.profile_id FROM experts_hidedomain AS entry JOIN hosts ON entry.domain = hosts.domain
{_BELONGING}
"""
"""Whom a person of a company is hidden from by, and the rest of that company is not: what binds the person elsewhere,
without the company's own family and hosts. It stays so when the expert hides from the whole company too: otherwise
what lies between the two would appear to that person on that day."""
_COMPANIES = f"""
WITH RECURSIVE {KIN},
hidden(company) AS (
  SELECT entry.company_id FROM experts_hideentry AS entry
  JOIN experts_profile AS profile ON profile.id = entry.profile_id WHERE profile.user_id = %s
  UNION
  SELECT companies_company.id FROM experts_hidedomain AS entry
  JOIN experts_profile AS profile ON profile.id = entry.profile_id
  JOIN companies_company ON companies_company.domain = entry.domain WHERE profile.user_id = %s
  UNION
  SELECT kin.one FROM hidden JOIN kin ON kin.other = hidden.company
)
SELECT company FROM hidden WHERE company NOT IN (
  SELECT own_place.company_id FROM companies_membership AS own_place
  JOIN accounts_user AS person ON person.email = own_place.email
  WHERE person.id = %s AND own_place.ended_at IS NULL
)
"""
"""The companies from which a person hides by entries of their own: those of the list, those of the domains on it, and
every company that has one of these in its family. The companies that they act for are never among them: what keeps a
profile from colleagues does not keep colleagues' words from its owner."""
_FROM_ANYBODY = """
SELECT profile_id FROM experts_hideentry
UNION ALL
SELECT profile_id FROM experts_hidedomain
UNION ALL
SELECT profile.id
FROM companies_membership AS member
JOIN accounts_user AS person ON person.email = member.email
JOIN experts_profile AS profile ON profile.user_id = person.id
WHERE member.ended_at IS NULL
"""
_SHOWN = """
CASE experts_profile.listing
WHEN 'nobody' THEN FALSE
WHEN 'ticked' THEN EXISTS (
  SELECT 1 FROM experts_tick AS tick JOIN companies_company AS one ON one.id = tick.company_id
  WHERE tick.profile_id = experts_profile.id AND one.id = %s AND one.state = 'verified'
)
ELSE EXISTS (
  SELECT 1 FROM companies_company AS one
  WHERE one.id = %s AND one.state = 'verified' AND (one.told_at <= %s OR one.number <= experts_profile.chosen_number)
)
END OR EXISTS (
  SELECT 1 FROM experts_grant AS given JOIN companies_company AS one ON one.id = given.company_id
  WHERE given.profile_id = experts_profile.id AND given.until IS NULL AND given.source LIKE 'application:%%'
    AND one.id = %s AND one.state = 'verified' AND one.number = given.company_number
)
"""
_CLOSED = """
SELECT profile.id FROM accounts_user AS person JOIN experts_profile AS profile ON profile.user_id = person.id
WHERE NOT person.is_active
"""


def hiding_from(audience: Audience) -> RawSQL:
    """The keys of the profiles that hide from the reading person, as `_FROM_COMPANY` says."""
    company, person = audience.company or 0, audience.person or 0
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    return RawSQL(_FROM_COMPANY, (person, since, person, since, company, person, person))


def hidden_from(audience: Audience) -> Q:
    """Profiles that hide from the reading person."""
    return Q(pk__in=hiding_from(audience))


def apart_from(company: int, person: int) -> Q:
    """Profiles that hide from the person, and would if the company of that key were not among theirs."""
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    return Q(pk__in=RawSQL(_APART, (company, person, since, person, since, person, person)))


def companies_hidden_from(person: int | None) -> RawSQL | list[int]:
    """The keys of the companies from which the person with that key hides; none for a visitor without an account. The
    reverse of `hidden_from`: what such a company publishes is not shown to them either."""
    return RawSQL(_COMPANIES, (person,) * 3) if person else []


def hiding_from_anybody() -> RawSQL:
    """The keys of the profiles that hide from somebody: a visitor without an account could be that somebody."""
    return RawSQL(_FROM_ANYBODY, ())


def hidden_from_anybody() -> Q:
    """Profiles that hide from somebody."""
    return Q(pk__in=hiding_from_anybody())


def shown_to(company: int) -> RawSQL:
    """Whether a profile's listing reaches the company with that key: a verified one, and either it was there when
    the listing was chosen, or its owner was told of it at least seven days ago; or it is ticked; or its owner applies
    there, whatever the listing."""
    told = timezone.now() - timedelta(days=WAIT_DAYS)
    return RawSQL(_SHOWN, (company, company, told, company), output_field=BooleanField())


def closed() -> Q:
    """Profiles of people whose account is closed."""
    return Q(pk__in=RawSQL(_CLOSED, ()))
