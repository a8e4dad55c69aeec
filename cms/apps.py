from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The back office. Its models are other rooms': it may look at them, and change them by their verbs alone."""

    name = "cms"

    def ready(self) -> None:
        from wagtail.admin.search import admin_search_areas
        from wagtail.permissions import register_permission_policy

        from cms.authority_requests import YearForm
        from cms.company_forms import CompanyForm, MemberForm, ReturnForm
        from cms.holidays import CorrectionForm, HolidayForm
        from cms.leaving import erase_traces
        from cms.lists import LookOnly
        from cms.programmes.parts import NewForm, TextForm, TextsForm
        from cms.programmes.verbs import DocumentForm, PublishForm, WindowForm
        from cms.staff import RoleForm
        from cms.vocabulary import NewWordForm, WordForm
        from talent.accounts import kept
        from talent.accounts.holdings import erasers
        from talent.accounts.models import Notice
        from talent.audit.models import Entry
        from talent.companies.models import Company, Invitation
        from talent.experts.models import Term
        from talent.notifications.models import Delivery
        from talent.programmes.cases.forms import OfficeForm
        from talent.programmes.models import Case, Programme
        from talent.schedule.models import Holiday

        for model in (Case, Company, Invitation, Term, Delivery, Entry, Holiday, Notice, Programme):
            register_permission_policy(model, LookOnly(model))
        erasers.append(erase_traces)
        admin_search_areas.registered_search_areas = []  # Wagtail would look through pages and pictures alone
        kept.name_fields(
            {
                "company:create": CompanyForm,
                "company:change": CompanyForm,
                "company:add_member": MemberForm,
                "company:send_back": ReturnForm,
                "case:answer": OfficeForm,
                "staff_roles:give": RoleForm,
                "holiday:add": HolidayForm,
                "holiday:change": CorrectionForm,
                "term:add": NewWordForm,
                "term:change": WordForm,
                "authority_requests:count": YearForm,
                "programme:new": NewForm,
                "programme:import": DocumentForm,
                "programme:publish": PublishForm,
                "programme:window": WindowForm,
                "programme:texts": TextsForm,
                "programme:text": TextForm,
            }
        )
