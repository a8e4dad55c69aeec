"""What a company reads of an application: the same for its own page, for the applicant's preview, and for programs."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext

from jobs.applications.models import Application, ApplicationFile
from jobs.openings.fitting import MatchWording, fit
from jobs.openings.models import Edition
from talent.experts.audience import ME, Audience
from talent.experts.groups import APPLIED, FACTS
from talent.experts.models import Grant, Profile, parts_of
from talent.experts.models.profiles import with_skills
from talent.experts.pages import cv_line, education_rows, work_rows
from talent.experts.projection import Seen, project
from talent.experts.vocabulary import Vocabulary, vocabulary
from talent.lib.dates import digits, park_today

Granted = Collection[str]


def number_name(number: int | None) -> str:
    """How somebody is called of whom a company may know a number alone."""
    language = get_language() or "fa"
    return gettext("Applicant %(number)s") % {"number": digits(number or 0, language)}


def written(application: Application, edition: Edition) -> dict[str, Any]:
    """What its writer typed: the letter, and the answers beside their questions."""
    answers = [
        {"question": question["text"], "text": application.answers.get(question["id"], "")}
        for question in edition.questions
    ]
    return {"letter": application.letter, "answers": answers}


def attached(application: Application) -> dict[str, Any]:
    """The CV in words, "" where there is none."""
    found = ApplicationFile.objects.filter(application=application).first()
    return {"cv": cv_line(found.kind, found.size) if found else ""}


def revealed(
    profile: Profile, audience: Audience, granted: Granted, edition: Edition
) -> dict[str, Any] | None:
    """What the company sees of the applicant's profile, in words, and how that fits what was asked; None for nothing."""
    words = vocabulary()
    seen = project(
        profile, audience, words=words, today=park_today(), granted=granted, parts=parts_of(profile)
    )
    return _in_words(seen, words) | {"fits": _fits(seen, edition, words)} if seen else None


def own_fit(profile: Profile, edition: Edition) -> dict[str, Any] | None:
    """How one's own profile fits what was asked, as the opening's page says it; None where it names no skill."""
    words = vocabulary()
    seen = project(with_skills([profile])[0], ME, words=words, today=park_today())
    return _fits(seen, edition, words) if seen else None


def _fits(seen: Seen, edition: Edition, words: Vocabulary) -> dict[str, Any] | None:
    return MatchWording(words).shown(fit(seen, edition)) if seen.skills else None


def after_sending(application: Application) -> frozenset[str]:
    """What its company may see once it is sent: what its yes will name, and what an older yes opens already."""
    return frozenset({APPLIED, FACTS, *application.groups, *given_before(application)})


def given_before(application: Application) -> frozenset[str]:
    """The groups that a yes of the same person opens to the company now, wherever it was given."""
    rows = Grant.objects.open(timezone.now()).filter(
        profile=application.profile_id, company=application.company_id
    )
    return frozenset(group for groups in rows.order_by().values_list("groups", flat=True) for group in groups)


def _in_words(seen: Seen, words: Vocabulary) -> dict[str, Any]:
    language = get_language() or "fa"
    other = "en" if language == "fa" else "fa"
    return {
        "headline": seen.headline.get(language) or seen.headline.get(other, ""),
        "summary": seen.summary.get(language) or seen.summary.get(other, ""),
        "skills": [words.label("skill", one.slug, language) for one in seen.skills],
        "names": seen.names,
        "contact": list(seen.contact.values()),
        "links": seen.links,
        "experience": work_rows(seen.experience),
        "education": education_rows(seen.education),
        "profile_cv": cv_line(seen.cv) if seen.cv else "",
    }
