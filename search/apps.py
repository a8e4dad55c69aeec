from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from search.leaving import forget
        from talent.changes.sweeping import sweepers

        sweepers["index"] = forget
