from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("express", "0006_add_the_project_library")]

    operations: list[object] = []
