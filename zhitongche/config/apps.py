from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds the commands that need more than one floor."""

    name = "zhitongche.config"
    label = "config"
