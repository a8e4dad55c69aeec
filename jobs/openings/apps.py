from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    name = "jobs.openings"
