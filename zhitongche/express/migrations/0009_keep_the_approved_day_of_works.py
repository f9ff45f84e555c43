"""Each filter of the library's list on an index of its own."""

from django.db import migrations, models
from django.db.models import F, Q

SCOPES = ("county", "city", "province")
NEWEST = (F("planned_at").desc(), F("id").desc())


def _indexes(scope: str) -> list[models.Index]:
    return [
        models.Index(F(scope), F("level"), *NEWEST, name=f"project_{scope}_level"),
        models.Index(F(scope), F("batch"), *NEWEST, name=f"project_{scope}_batch", condition=~Q(batch="")),
        models.Index(F(scope), *NEWEST, name=f"project_{scope}_suspended", condition=Q(is_suspended=True)),
        models.Index(F(scope), *NEWEST, name=f"project_{scope}_unlit", condition=Q(due_on__isnull=True)),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("express", "0008_keep_experts_and_dispatches"),
    ]

    operations = [migrations.AddIndex("project", index) for scope in SCOPES for index in _indexes(scope)]
