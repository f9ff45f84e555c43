from django.urls import path

from . import views

urlpatterns = [
    path("<slug:number>/approvals/", views.overview, name="approvals"),
    path("<slug:number>/approvals/papers/<int:paper>/", views.paper, name="paper"),
    path("<slug:number>/approvals/<slug:code>/<slug:step>/", views.act, name="approval_step"),
]
