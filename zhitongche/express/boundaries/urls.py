"""The address of the boundaries' upload."""

from django.urls import path

from . import views

app_name = "boundaries"
urlpatterns = [path("", views.lay, name="lay")]
