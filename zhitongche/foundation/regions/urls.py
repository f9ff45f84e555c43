"""Addresses of the places: browsing and keeping them, and the picker every form uses."""

from django.urls import path

from . import views

app_name = "regions"
urlpatterns = [
    path("", views.list_, name="list"),
    path("pick", views.pick, name="pick"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/<slug:verb>/", views.act, name="act"),
]
