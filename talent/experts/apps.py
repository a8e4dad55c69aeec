from base64 import b64encode
from typing import Any

from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "talent.experts"

    def ready(self) -> None:
        from talent.accounts import kept
        from talent.accounts.holdings import erasers, quieters
        from talent.accounts.notices import when_information_only
        from talent.accounts.reading import columns
        from talent.companies.actions import before_family
        from talent.experts import forms, tellings
        from talent.experts.apart import forget_reader, keep_company
        from talent.experts.leaving import erase_person, quiet_person
        from talent.experts.models.terms import PUBLIC_DIRECTORY
        from talent.experts.withdrawn import unlist_for_notice

        tellings.add()
        when_information_only.append(unlist_for_notice)
        columns["public_directory"] = PUBLIC_DIRECTORY
        erasers.extend([erase_person, forget_reader])
        before_family.append(keep_company)
        quieters.append(quiet_person)
        kept.name_fields(
            {
                "profile_set_skill": forms.SkillForm,
                "profile_facts": forms.FactsForm,
                "profile_asking": forms.AskingForm,
                "profile_words": forms.WordsForm,
                "profile_names": forms.NamesForm,
                "profile_contact": forms.ContactForm,
                "profile_links": forms.LinksForm,
                "profile_experience": forms.ExperienceForm,
                "profile_education": forms.EducationForm,
                "profile_hide_domain": forms.HideDomainForm,
            }
        )
        _hold()


def _hold() -> None:
    from talent.accounts.holdings import Holding, holdings
    from talent.experts import models
    from talent.experts.curriculum import open_cv

    def of_profile(model: Any) -> Holding:
        return Holding(model, lambda user: model.objects.filter(profile__user=user))

    def content(cv: Any) -> dict[str, Any]:
        with open_cv(cv) as file:
            return {"content": b64encode(file.read()).decode()}

    holdings.append(Holding(models.Profile, lambda user: models.Profile.objects.filter(user=user)))
    holdings.extend(
        of_profile(model)
        for model in (
            *(models.ProfileSkill, models.Details, models.Experience, models.Education, models.Grant),
            *(models.HideEntry, models.HideDomain, models.Tick, models.Look),
        )
    )
    holdings.append(of_profile(models.Shortlisted))
    holdings.append(
        Holding(
            models.BlockedPerson,
            lambda user: models.BlockedPerson.objects.filter(entry__profile__user=user),
            (),
            more=lambda row: {"company": row.entry.company.name},
        )
    )
    holdings.append(
        Holding(models.Cv, lambda user: models.Cv.objects.filter(profile__user=user), more=content)
    )
    holdings.append(Holding(models.Flag, lambda user: models.Flag.objects.filter(closed_by=user)))
