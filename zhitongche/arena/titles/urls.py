from django.urls import path

from . import views
from .sheets.views import take_out

app_name = "titles"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/<slug:code>/", views.certificate, name="certificate"),
    # Before the numbers of contests.
    path("contests/sandbox/", views.sandbox, name="sandbox"),
    path("contests/results/export/", take_out, name="take_out"),
    path("contests/<slug:number>/results/", views.results, name="results"),
    path("contests/<slug:number>/results/bundle/", views.bundle, name="bundle"),
    path("contests/<slug:number>/results/papers/<slug:kind>.<slug:ending>", views.paper, name="paper"),
    path("contests/<slug:number>/results/objections/<int:serial>/", views.objection, name="objection"),
    path("contests/<slug:number>/results/titles/<slug:title>/", views.title_paper, name="title"),
]
