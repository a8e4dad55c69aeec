"""What one's own hours are for programs. Wall times as HH:MM on the owner's clock; days as ISO 8601."""

from typing import Any

from rest_framework import serializers

from talent.schedule.lines import UnreadHours, clock, read_hours
from talent.schedule.outside import ADDRESS_LETTERS
from talent.schedule.slots import Hours

TIME = r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$"


class HoursSerializer(serializers.Serializer[Any]):
    """From when to when; an end that is not after its start is on the next day."""

    start = serializers.RegexField(TIME)
    end = serializers.RegexField(TIME)

    def to_internal_value(self, data: Any) -> Any:
        typed = super().to_internal_value(data)
        try:
            return read_hours(f"{typed['start']}–{typed['end']}")[0]
        except UnreadHours:
            raise serializers.ValidationError({"end": ["No hours."]}) from None

    def to_representation(self, instance: Hours) -> dict[str, str]:
        return {"start": clock(instance.start), "end": clock(instance.end)}


class WeekSerializer(serializers.Serializer[Any]):
    """`weekly`: the hours of seven weekdays, Monday first. `version`: of the hours that were read, 0 where there were
    none. `zone`: a name of the IANA time zone data."""

    version = serializers.IntegerField(min_value=0)
    zone = serializers.CharField(max_length=60)
    weekly = serializers.ListField(
        child=serializers.ListField(child=HoursSerializer(), max_length=20), min_length=7, max_length=7
    )
    works_on_holidays = serializers.BooleanField()


class AddDaysSerializer(serializers.Serializer[Any]):
    """Days with other hours than usual; closed without any. Without `last`, the first day alone."""

    first = serializers.DateField()
    last = serializers.DateField(required=False, allow_null=True, default=None)
    hours = serializers.ListField(child=HoursSerializer(), max_length=20)


class AddJourneySerializer(serializers.Serializer[Any]):
    """Days on the clock of another zone."""

    first = serializers.DateField()
    last = serializers.DateField()
    zone = serializers.CharField(max_length=60)


class DaysSerializer(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    first = serializers.DateField()
    last = serializers.DateField()
    hours = serializers.ListField(child=HoursSerializer())


class JourneySerializer(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    first = serializers.DateField()
    last = serializers.DateField()
    zone = serializers.CharField()


class OutsideSerializer(serializers.Serializer[Any]):
    """A calendar elsewhere: when it was last read, and in words why it cannot be."""

    read_at = serializers.DateTimeField(allow_null=True)
    trouble = serializers.CharField(allow_blank=True)
    stale = serializers.BooleanField()


class FreeSerializer(serializers.Serializer[Any]):
    """A time at which one is free, in UTC."""

    start = serializers.DateTimeField()
    end = serializers.DateTimeField()


class MyHoursSerializer(WeekSerializer):
    """One's hours, and `coming`: the next two weeks as they come out."""

    days = DaysSerializer(many=True)
    journeys = JourneySerializer(many=True)
    outside = OutsideSerializer(allow_null=True)
    coming = FreeSerializer(many=True)


class CalendarAddressSerializer(serializers.Serializer[Any]):
    """The address of a calendar; it is answered by nothing, ever."""

    address = serializers.CharField(max_length=ADDRESS_LETTERS)
