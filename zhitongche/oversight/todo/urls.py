"""Addresses of the reader's notices; the to-do list itself is the first page of all."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.list_, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("<int:pk>/", views.go, name="go"),
]
