"""Addresses of a first batch, among those of projects and before their numbers."""

from django.urls import path

from . import views

app_name = "batches"
urlpatterns = [
    path("import/", views.send_in, name="send_in"),
    path("import/<uuid:key>/", views.sent_in, name="sent_in"),
]
