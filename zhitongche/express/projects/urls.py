from django.urls import path

from . import picking, views
from .approvals import views as approving
from .approvals.urls import urlpatterns as approvals
from .giving import views as giving
from .sheets.urls import urlpatterns as sheets
from .summary import views as summary

app_name = "projects"
urlpatterns = [
    path("", views.list_, name="list"),
    path("plan/", views.plan, name="plan"),
    path("summary/", summary.page, name="summary"),
    path("pick/", picking.pick, name="pick"),
    path("offices/", approving.offices, name="offices"),
    *sheets,
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/files/<uuid:file>/", views.file, name="file"),
    path("<slug:number>/sources/", giving.matching, name="sources"),
    path("<slug:number>/entries/", giving.entries, name="entries"),
    path("<slug:number>/vouchers/<uuid:file>/", giving.voucher, name="voucher"),
    *approvals,
    path("<slug:number>/<slug:verb>/", views.act, name="act"),
]
