from django.urls import path

from . import views
from .approvals.urls import urlpatterns as approvals

app_name = "projects"
urlpatterns = [
    path("", views.list_, name="list"),
    path("plan/", views.plan, name="plan"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/files/<uuid:file>/", views.file, name="file"),
    *approvals,
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
