from django.urls import path

from . import views
from .sheets.urls import urlpatterns as sheets

app_name = "outcomes"
urlpatterns = [
    path("", views.list_, name="list"),
    path("new/", views.record, name="record"),
    path("target/", views.set_target, name="set_target"),
    path("summary/", views.summary, name="summary"),
    path("village/<slug:code>/", views.village, name="village"),
    *sheets,
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/files/<uuid:file>/", views.file, name="file"),
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
