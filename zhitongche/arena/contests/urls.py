from django.urls import path

from . import views

app_name = "contests"
urlpatterns = [
    path("", views.list_, name="list"),
    path("new/", views.draw_up, name="draw_up"),
    path("calendar/", views.calendar, name="calendar"),
    path("mine/", views.mine, name="mine"),
    path("villages/<slug:code>/", views.village, name="village"),
    path("<slug:number>/showcase/", views.showcase, name="showcase"),
    path("<slug:number>/plan/", views.plan, name="plan"),
    path("<slug:number>/pledges/files/<uuid:file>/", views.pledge_file, name="pledge_file"),
    path("<slug:number>/entries/export/", views.entries_sheet, name="entries_sheet"),
    path("<slug:number>/entries/new/", views.begin, name="begin"),
    path("<slug:number>/entries/<int:serial>/", views.detail, name="entry"),
    path("<slug:number>/entries/<int:serial>/files/<uuid:file>/", views.file, name="file"),
    path("<slug:number>/entries/<int:serial>/<slug:verb>/", views.act, name="act"),
]
