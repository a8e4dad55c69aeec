"""The web process."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from config import logs
from config.processes import own_death

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
logs.configure()
if os.environ.get("TALENT_RUN"):
    own_death()  # granian's worker would outlive a killed main process and keep the port
application = get_wsgi_application()


def _settle() -> None:
    """Reads the vocabulary now rather than for the first visitor, and takes what stays in memory out of the
    garbage collector's rounds: a full one over it stops every visitor for 0.2 s."""
    from django.db import DatabaseError

    from search.lexicon import lexicon

    try:
        lexicon()
    except DatabaseError:  # the database is away: whoever comes when it is back pays
        pass
    gc.collect()
    gc.freeze()


_settle()
