from collections.abc import Callable

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.companies.models import Company


@pytest.fixture
def recruiter(browse: Callable[[User | None], Client], member: User, company: Company) -> Client:
    return browse(member)
