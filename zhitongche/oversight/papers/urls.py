from django.urls import path

from . import views

app_name = "papers"
urlpatterns = [
    path("", views.list_, name="list"),
    path("new/", views.new, name="new"),
    path("templates/", views.templates, name="templates"),
    path("of/<slug:number>/", views.of_meeting, name="of_meeting"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/figures/", views.figures, name="figures"),
    path("<slug:number>/figures/<slug:key>/", views.figure, name="figure"),
    path("<slug:number>/file.<slug:ending>", views.file, name="file"),
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
