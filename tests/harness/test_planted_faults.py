"""Each rule of the strict harness catches a fault that is planted here."""

import warnings
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.http import HttpResponse
from django.template import Context, Template, engines
from django.template.base import Origin
from django.utils import timezone

from config import messages
from talent.accounts.models import User
from talent.companies.models import Company
from talent.lib.inventory import PLAIN
from tests import test_permissions
from tests.harness import contracts, inventory, statements, unused
from tests.harness.middleware import FormWithoutToken, Strict, WritingGet
from tests.harness.templates import TEMPLATES, UndefinedVariable, UnorderedQuerySet


def ours(source: str) -> Template:
    """A template that counts as one of ours."""
    return Template(source, origin=Origin(f"{TEMPLATES}/planted.html"), engine=engines["django"].engine)


@pytest.mark.parametrize(
    "source",
    [
        "{{ nothing }}",
        "{% if nothing %}x{% endif %}",
        "{% for x in nothing %}x{% endfor %}",
        "{{ known.nothing }}",
        "{% load i18n %}{% blocktranslate %}a {{ nothing }}{% endblocktranslate %}",
        "<c-tag icon='{{ nothing }}'>x</c-tag>",
    ],
)
def test_an_undefined_variable_is_caught(source: str) -> None:
    if "<c-" in source:
        from django_cotton.compiler_regex import CottonCompiler

        source = CottonCompiler().process(source)
    with pytest.raises(UndefinedVariable):
        ours(source).render(Context({"known": {"other": 1}}))


def test_a_queryset_without_an_order_is_caught(db: None) -> None:
    with pytest.raises(UnorderedQuerySet):
        ours("{% for x in rows %}{% endfor %}").render(Context({"rows": Company.objects.order_by()}))


def test_a_get_that_writes_is_caught(rf: Any, db: None) -> None:
    def writes(request: Any) -> HttpResponse:
        User.objects.create_user("a@example.org")
        return HttpResponse()

    with pytest.raises(WritingGet):
        Strict(writes)(rf.get("/"))


def test_a_post_may_write(rf: Any, db: None) -> None:
    Strict(lambda request: User.objects.create_user("a@example.org") and HttpResponse())(rf.post("/"))
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE \"accounts_user\" SET language = 'fa'",
        "DELETE FROM accounts_user",
        "INSERT OR IGNORE INTO accounts_role VALUES (1)",
    ],
)
def test_a_get_that_writes_raw_sql_is_caught(rf: Any, db: None, sql: str) -> None:
    def writes(request: Any) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(sql)
        return HttpResponse()

    with pytest.raises(WritingGet):
        Strict(writes)(rf.get("/"))


def test_a_form_without_a_token_is_caught(rf: Any) -> None:
    page = HttpResponse("<form method='post'><input name='x'></form>")
    with pytest.raises(FormWithoutToken):
        Strict(lambda request: page)(rf.get("/"))


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning):
        warnings.warn("unexpected", stacklevel=1)


def test_a_naive_datetime_is_an_error(db: None) -> None:
    with pytest.raises(RuntimeWarning):
        User.objects.filter(joined_at__lt=timezone.now().replace(tzinfo=None)).exists()


def test_a_missing_and_a_fuzzy_translation_are_caught(monkeypatch: Any, tmp_path: Path) -> None:
    held = messages.catalogue("fa")
    first = next(message for message in held if message.id)
    first.flags.add("fuzzy")
    code = messages.in_code()
    code.add("A sentence that nobody has translated")
    monkeypatch.setattr(messages, "catalogue", lambda language: held)
    monkeypatch.setattr(messages, "in_code", lambda: code)
    told = "\n".join(messages.faults("fa"))
    assert "fuzzy" in told and "nobody has translated" in told


def test_an_address_that_is_not_in_the_permission_table_is_caught() -> None:
    assert test_permissions.unlisted({"home", "an_address_that_nobody_listed"}) == {
        "an_address_that_nobody_listed"
    }


def test_a_personal_field_without_a_line_in_the_inventory_is_caught() -> None:
    class Planted(models.Model):  # noqa: DJ008
        passport = models.CharField(max_length=9)
        kept = models.CharField(max_length=9)
        inventory = {"kept": PLAIN}

        class Meta:
            app_label = "planted"

    assert inventory.undeclared(Planted) == {"passport"}


def test_a_template_a_static_file_and_a_setting_that_nothing_uses_are_caught() -> None:
    assert unused.templates({"404.html", "search/planted.html"}) == {"search/planted.html"}
    assert unused.static({"app.js", "planted.js"}) == {"planted.js"}
    assert unused.settings({"LOOKS_PER_DAY", "PLANTED_SETTING"}) == {"PLANTED_SETTING"}


@pytest.mark.parametrize(
    ("contract", "importer", "imported"),
    [
        ("Rooms import downwards only", "talent.lib.dates", "search.plan"),
        ("Inside talent", "talent.accounts.models", "talent.experts.models.profiles"),
        ("The shelves of search", "search.text.normalise", "search.views"),
    ],
)
def test_an_import_upwards_is_caught(contract: str, importer: str, imported: str) -> None:
    assert contracts.kept(contract)
    assert not contracts.kept(contract, planted=(importer, imported))


def test_a_missing_migration_is_caught(db: None) -> None:
    loader = MigrationLoader(connection)
    wanted = loader.project_state()
    wanted.models["companies", "company"].fields["planted"] = models.CharField(max_length=1, default="")
    changes = MigrationAutodetector(loader.project_state(), wanted).changes(graph=loader.graph)
    assert [operation.name for operation in changes["companies"][0].operations] == ["planted"]


def test_a_list_whose_sql_grows_with_its_rows_is_caught(db: None, company: Any, other_company: Any) -> None:
    def shown(rows: int) -> None:
        for one in Company.objects.order_by("pk")[:rows]:
            one.memberships.count()

    assert statements.grows(lambda: shown(1), lambda: shown(2))
    assert not statements.grows(lambda: list(Company.objects.all()[:1]), lambda: list(Company.objects.all()))
