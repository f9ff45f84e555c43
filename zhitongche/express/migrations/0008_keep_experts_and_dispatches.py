from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("express", "0007_keep_outcomes")]

    operations: list[object] = []
