from django.urls import path

from . import views

app_name = "approvals"
urlpatterns = [
    path("", views.list_, name="list"),
    path("new/", views.add, name="add"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/<slug:verb>/", views.act, name="act"),
]
