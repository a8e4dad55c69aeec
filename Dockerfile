FROM python:3.11-slim
WORKDIR /app
COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir uv==0.13.9 && uv pip install --system --compile-bytecode --require-hashes -r requirements/run.txt
COPY . .
RUN python -m config.assets && python -m config.catalogues \
    && SECRET_KEY=build RELATION_KEY=00 FACTOR_KEY=00 MAIL_KEY=00 INVITATION_KEY=00 CALENDAR_KEY=00 DEFAULT_FROM_EMAIL=x@x RETURN_PATH=x@x ALLOWED_HOSTS=x BASE_URL=x DATABASE_HOST=x DATABASE_PASSWORD=x VALKEY_URL=x \
       BROKER_URL=x SEARCH_URL=x VAR=/tmp/build DJANGO_SETTINGS_MODULE=config.settings.production \
       python manage.py collectstatic --noinput --verbosity 0 \
    && mkdir -p /var/lib/talent && cp -r /tmp/build/static /app/collected && useradd --system talent \
    && chown -R talent /var/lib/talent
ENV STATIC_FOLDER=/app/collected
USER talent
