"""Addresses of what gates ask for, below a place's settings."""

from django.urls import path

from . import views

app_name = "gates"
urlpatterns = [
    path("<slug:place>/gates/", views.overview, name="place"),
    path("<slug:place>/gates/<slug:verb>/", views.act, name="act"),
]
