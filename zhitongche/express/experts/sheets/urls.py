"""Addresses of sheets, among those of experts and before their numbers."""

from django.urls import path

from . import views

urlpatterns = [
    path("import/", views.send_in, name="send_in"),
    path("import/<uuid:key>/", views.sent_in, name="sent_in"),
    path("export/", views.take_out, name="take_out"),
]
