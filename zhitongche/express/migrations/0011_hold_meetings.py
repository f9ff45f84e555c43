from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("express", "0010_prove_what_experts_know"),
    ]

    operations = []
