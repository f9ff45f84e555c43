from django.urls import path

from . import views

app_name = "indicators"
urlpatterns = [
    path("", views.list_, name="list"),
    path("draw-up/", views.draw_up, name="draw_up"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
