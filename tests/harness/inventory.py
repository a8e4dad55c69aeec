"""The data inventory, checked: every field of every model of ours has its line."""

from django.apps import apps
from django.db import models

ROOMS = ("talent", "jobs", "search", "cms")


def own_models() -> list[type[models.Model]]:
    """The models of our rooms."""
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS]


def undeclared(model: type[models.Model]) -> set[str]:
    """Fields (but the primary key) without a line in the model's inventory."""
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    names = {field.name for field in fields if not field.primary_key}
    return names - set(getattr(model, "inventory", {}))


def surplus(model: type[models.Model]) -> set[str]:
    """Lines of the inventory that name no field."""
    return set(getattr(model, "inventory", {})) - {field.name for field in model._meta.get_fields()}
