from django.apps import AppConfig


class ExpressConfig(AppConfig):
    name = "zhitongche.express"
    label = "express"
