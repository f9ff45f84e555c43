from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "zhitongche.oversight"
    label = "oversight"
