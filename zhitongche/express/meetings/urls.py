from django.urls import include, path

from . import views

app_name = "meetings"
urlpatterns = [
    path("", views.list_, name="list"),
    path("new/", views.plan, name="plan"),
    # Before the verbs of a meeting.
    path("", include("zhitongche.express.meetings.room.urls")),
    path("kept/", views.kept, name="kept"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/agenda/", views.agenda, name="agenda"),
    path("<slug:number>/timetable/", views.timetable, name="timetable"),
    path("<slug:number>/calendar.ics", views.calendar, name="calendar"),
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
