from django.urls import path

from . import views

urlpatterns = [
    path("day/", views.day, name="day"),
    path("screens/<uuid:key>/", views.screen, name="screen"),
    path("screens/<uuid:key>/version/", views.version, name="version"),
    path("<slug:number>/room/", views.room, name="room"),
    path("<slug:number>/room/typed/", views.typed, name="typed"),
    path("<slug:number>/room/<slug:verb>/", views.in_room, name="in_room"),
    path("<slug:number>/aloud/", views.aloud, name="aloud"),
]
