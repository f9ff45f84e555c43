from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("express", "0008_keep_experts_and_dispatches"),
    ]

    operations = []
