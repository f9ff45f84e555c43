"""Addresses of the operation log."""

from django.urls import path

from . import views

app_name = "inspection"
urlpatterns = [
    path("", views.records, name="records"),
    path("<slug:chain>/<int:sequence>/", views.record, name="record"),
]
