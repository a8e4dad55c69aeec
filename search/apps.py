from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from search.forms import KeepForm
        from search.leaving import forget
        from search.paste import PasteForm
        from talent.accounts import kept
        from talent.changes.sweeping import sweepers

        sweepers["index"] = forget
        kept.name_fields({"read_skills": PasteForm, "keep_expert": KeepForm, "note_expert": KeepForm})
