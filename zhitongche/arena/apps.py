from django.apps import AppConfig


class ArenaConfig(AppConfig):
    name = "zhitongche.arena"
    label = "arena"
