"""Addresses of the reader's saved views."""

from django.urls import path

from . import views

app_name = "views"
urlpatterns = [
    path("", views.list_, name="list"),
    path("new/", views.save, name="save"),
    path("<int:key>/<slug:verb>/", views.act, name="act"),
]
