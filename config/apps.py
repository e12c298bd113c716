"""The project's own commands and catalogue live in this app; it has no models."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "3 trách nhiệm"
