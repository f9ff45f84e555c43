from django.urls import path

from . import views

app_name = "sources"
urlpatterns = [
    path("", views.list_, name="list"),
    path("open/", views.open_, name="open"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
