from django.urls import path

from . import views

app_name = "judging"
urlpatterns = [
    path("judging/card/", views.card, name="card"),
    path("contests/screens/<uuid:key>/", views.screen, name="screen"),
    path("contests/screens/<uuid:key>/version/", views.version, name="version"),
    path("contests/<slug:number>/judging/", views.desk, name="desk"),
    path("contests/<slug:number>/judging/compare/", views.compare, name="compare"),
    path("contests/<slug:number>/judging/calibration/", views.calibration, name="calibration"),
    path("contests/<slug:number>/judging/calibrate/", views.calibrate, name="calibrate"),
    path("contests/<slug:number>/judging/entries/<int:serial>/", views.entry, name="entry"),
    path("contests/<slug:number>/judging/entries/<int:serial>/photos/<uuid:file>/", views.photo, name="photo"),
    path("contests/<slug:number>/judging/panel/", views.panel, name="panel"),
    path("contests/<slug:number>/judging/panel/<int:serial>/card/", views.give_card, name="give_card"),
    path("contests/<slug:number>/judging/paper/", views.paper, name="paper"),
    path("contests/<slug:number>/judging/paper/print/", views.print_sheets, name="print_sheets"),
    path("contests/<slug:number>/judging/paper/<int:judge>/<int:serial>/", views.read_paper, name="read_paper"),
    path("contests/<slug:number>/judging/sheets/", views.score_sheets, name="score_sheets"),
    path("contests/<slug:number>/judging/sheet/", views.results, name="results"),
    path("contests/<slug:number>/judging/hall/", views.hall, name="hall"),
    path("contests/<slug:number>/judging/hall/version/", views.desk_version, name="desk_version"),
    path("contests/<slug:number>/judging/hall/<slug:verb>/", views.step, name="step"),
]
