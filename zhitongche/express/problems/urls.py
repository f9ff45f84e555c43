from django.urls import path

from . import views

app_name = "problems"
urlpatterns = [
    path("", views.list_, name="list"),
    path("report/", views.report, name="report"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/files/<uuid:file>/", views.file, name="file"),
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
