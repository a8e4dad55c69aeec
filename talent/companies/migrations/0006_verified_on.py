"""The day of the latest verification, as the audit trail knows it."""

from zoneinfo import ZoneInfo

from django.db import migrations


def forward(apps, schema_editor):
    Entry = apps.get_model("audit", "Entry")
    for company in apps.get_model("companies", "Company").objects.exclude(number=None).order_by("pk"):
        deeds = Entry.objects.filter(verb="company.verified", target_kind="company", target_key=company.slug)
        if latest := deeds.order_by("-id").first():
            company.verified_on = latest.at.astimezone(ZoneInfo("Asia/Tehran")).date()
            company.save(update_fields=["verified_on"])


class Migration(migrations.Migration):
    dependencies = [("companies", "0005_registration"), ("audit", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
