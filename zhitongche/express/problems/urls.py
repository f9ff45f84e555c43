from django.urls import path

from . import finding, gathering, registering, views
from .boards import views as boards
from .sheets.urls import urlpatterns as sheets

app_name = "problems"
urlpatterns = [
    path("", views.list_, name="list"),
    path("report/", views.report, name="report"),
    path("register/", registering.register, name="register"),
    path("common/", gathering.gather, name="gather"),
    path("pick/", gathering.pick, name="pick"),
    *sheets,
    path("pool/", boards.pool, name="pool"),
    path("departments/", boards.departments, name="departments"),
    path("overdue/", boards.overdue, name="overdue"),
    path("sources/", boards.sources, name="sources"),
    path("similar/", finding.similar, name="similar"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/files/<uuid:file>/", views.file, name="file"),
    path("<slug:number>/similar/", finding.like, name="like"),
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
