# One image for the web server, for migrations and for background work; which of them it is, the command says.
FROM python:3.12-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DEBUG=false \
    STATIC_ROOT=/srv/static PRIVATE_ROOT=/srv/files
RUN useradd --system --create-home --home-dir /srv/home app && mkdir -p /srv/app /srv/static /srv/files
WORKDIR /srv/app

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY manage.py ./
COPY config config
COPY units units
COPY campaign campaign
COPY recognition recognition
COPY templates templates
COPY static static
# Collecting asks the settings for a key and a database; neither is used, and neither stays in the image.
RUN pybabel compile --directory config/locale --domain django \
    && SECRET_KEY=building-the-image-needs-no-secret-0123456789-0123456789 ALLOWED_HOSTS=localhost \
       DATABASE_URL=postgres://nobody@/nothing python manage.py collectstatic --noinput \
    && mkdir -p var && chown -R app:app /srv/files var

USER app
VOLUME /srv/files
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--config", "config/deploy/gunicorn.py"]
