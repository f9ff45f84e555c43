from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("express", "0009_keep_the_approved_day_of_works"),
    ]

    operations = []
