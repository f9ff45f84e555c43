"""The addresses of one contest; those of its rooms come before them, so that no verb takes their place."""

from django.urls import path

from . import views

app_name = "ring"
urlpatterns = [
    path("<slug:number>/", views.detail, name="detail"),
    # What is done on an entry has a page of its own.
    path("<slug:number>/begin_entry/", views.begin_entry, name="begin_entry"),
    path("<slug:number>/report_pledge/", views.report_pledge, name="report_pledge"),
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
