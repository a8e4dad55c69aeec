import django_stubs_ext
from django.apps import AppConfig

# Before any room is read, whose forms say of what they are: ModelChoiceField[Term]. This is the first of the apps;
# in the settings it would make beat load Django's models.
django_stubs_ext.monkeypatch()


class AuditConfig(AppConfig):
    name = "talent.audit"
