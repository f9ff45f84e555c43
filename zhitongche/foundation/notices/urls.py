"""Addresses of what leaves the product; the notices themselves are read in oversight/todo."""

from django.urls import path

from . import views

app_name = "reach"
urlpatterns = [
    path("me/channels/", views.channels, name="channels"),
    path("me/channels/test/", views.test, name="test"),
    path("notices/robots/", views.robots, name="robots"),
    path("notices/robots/<int:key>/remove/", views.remove_robot, name="remove_robot"),
    path("notices/sending/", views.sending, name="sending"),
]
