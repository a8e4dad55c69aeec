"""What waited for verification is called submitted from now on."""

from django.db import migrations


def forward(apps, schema_editor):
    apps.get_model("companies", "Company").objects.filter(state="pending").update(state="submitted")


def back(apps, schema_editor):
    """Before, a company either waited or had been verified: drafts and returned ones wait again."""
    left = apps.get_model("companies", "Company").objects.filter(state__in=["draft", "submitted", "returned"])
    left.update(state="pending")


class Migration(migrations.Migration):
    dependencies = [("companies", "0003_person")]
    operations = [migrations.RunPython(forward, back)]
