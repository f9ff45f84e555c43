"""Addresses of people: everybody's own page, the register, and the ways in and out that allauth keeps."""

from allauth.account import views as allauth_views
from django.urls import path

from .signin import SignInView
from .views import me, register

app_name = "people"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/tokens/", me.new_token, name="new_token"),
    path("me/tokens/<int:key>/revoke/", me.revoke_token, name="revoke_token"),
    path("people/", register.persons, name="persons"),
    path("people/new/", register.new_person, name="new_person"),
    path("people/pick", register.pick_person, name="pick_person"),
    path("people/<int:key>/", register.person, name="person"),
    path("people/<int:key>/<slug:verb>/", register.act_on_person, name="act_on_person"),
    path("departments/", register.departments, name="departments"),
    path("departments/new/", register.new_department, name="new_department"),
    path("departments/pick", register.pick_department, name="pick_department"),
    path("departments/<slug:code>/", register.department, name="department"),
    path("departments/<slug:code>/<slug:verb>/", register.act_on_department, name="act_on_department"),
    path("postings/", register.postings, name="postings"),
    path("postings/new/", register.new_posting, name="new_posting"),
    path("postings/<int:key>/<slug:verb>/", register.act_on_posting, name="act_on_posting"),
]
# Under allauth's own names, which its pages ask for; nothing else of allauth has an address.
door = [
    path("sign-in/", SignInView.as_view(), name="account_login"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
    path("me/password/", allauth_views.password_change, name="account_change_password"),
    path("me/sessions/", me.sessions, name="usersessions_list"),
]
