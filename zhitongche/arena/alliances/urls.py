from django.urls import path

from . import views

app_name = "alliances"
urlpatterns = [
    path("", views.list_, name="list"),
    path("found/", views.found, name="found"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
