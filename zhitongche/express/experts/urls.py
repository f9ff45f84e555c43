from django.urls import path

from . import views
from .sheets.urls import urlpatterns as sheets

app_name = "experts"
urlpatterns = [
    path("", views.list_, name="list"),
    path("enrol/", views.enrol, name="enrol"),
    *sheets,
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/files/<uuid:file>/", views.file, name="file"),
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
