"""Addresses of a place's settings."""

from django.urls import path

from . import views

app_name = "policy"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:place>/", views.overview, name="place"),
    path("<slug:place>/calendar/", views.calendar, name="calendar"),
    path("<slug:place>/<slug:verb>/", views.act, name="act"),
]
