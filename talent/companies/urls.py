from django.urls import path

from talent.companies import member_views, registration_views, views
from talent.companies.pages import STEPS

_HERE = "c/<slug:company>/"
urlpatterns = [
    path("c/", views.mine, name="my_companies"),
    path("companies/register/", registration_views.register, name="register_company"),
    path("invitations/<uuid:key>/accept/", views.accept_invitation, name="accept_invitation"),
    path("invitations/<uuid:key>/decline/", views.decline_invitation, name="decline_invitation"),
    path("invitations/never/<str:token>/", views.never_invite, name="never_invite"),
    path(f"{_HERE}code/", views.code, name="company_code"),
    path(f"{_HERE}registration/", registration_views.overview, name="registration"),
    *(
        path(
            f"{_HERE}registration/{name}/",
            registration_views.step,
            {"name": name},
            name=f"registration_{name}",
        )
        for name in STEPS
    ),
    path(f"{_HERE}registration/submit/", registration_views.submit, name="submit_registration"),
    path(f"{_HERE}examples/", registration_views.examples, name="company_examples"),
    path(f"{_HERE}members/", member_views.members, name="company_members"),
    path(f"{_HERE}members/role/", member_views.role, name="change_member_role"),
    path(f"{_HERE}members/end/", member_views.remove, name="end_member"),
    path(f"{_HERE}members/leave/", member_views.leave, name="leave_company"),
    path(f"{_HERE}invitations/<uuid:key>/withdraw/", member_views.withdraw, name="withdraw_invitation"),
]
