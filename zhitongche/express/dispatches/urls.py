from django.urls import path

from . import views

app_name = "dispatches"
urlpatterns = [
    path("", views.list_, name="list"),
    path("suggest/", views.suggest, name="suggest"),
    path("new/", views.dispatch, name="dispatch"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/files/<uuid:file>/", views.file, name="file"),
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
