from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "zhitongche.foundation"
    label = "foundation"
