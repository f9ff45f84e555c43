"""The addresses of the picture and of leaders' instructions."""

from django.urls import path

from . import views

app_name = "picture"
urlpatterns = [
    path("", views.home, name="home"),
    path("figures/<slug:figure>/", views.behind, name="behind"),
    path("instructions/", views.instructions, name="instructions"),
]
