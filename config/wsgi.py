"""The web process."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from config import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
logs.configure()
application = get_wsgi_application()


def _settle() -> None:
    """Reads addresses, texts and vocabulary now rather than for the first visitor, and takes what stays in memory
    out of the garbage collector's rounds: a full one over it stops every visitor for 0.2 s, and writes to every
    page that forked workers share. A request makes some 20,000 objects; rounds after each 700 would cost it 2 ms.
    """
    from django.conf import settings
    from django.db import DatabaseError, connections
    from django.urls import reverse
    from django.utils.translation import override

    from search.board_lexicon import spellings
    from search.lexicon import lexicon

    for code, _ in settings.LANGUAGES:
        with override(code):
            reverse("home")
    try:
        spellings(lexicon().words)
    except DatabaseError:  # the database is away: whoever comes when it is back pays
        pass
    connections.close_all()  # a worker that is forked from here must not share one
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


_settle()
