"""The web process."""

import os

from django.core.wsgi import get_wsgi_application

from config import logs
from config.processes import own_death

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
logs.configure()
if os.environ.get("TALENT_RUN"):
    own_death()  # granian's worker would outlive a killed main process and keep the port
application = get_wsgi_application()
