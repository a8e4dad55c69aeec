"""What programs send where people type."""

from typing import Any

from rest_framework import serializers

from talent.lib.text import clean_line, clean_text


class LineField(serializers.CharField):
    """One line without marks that could deceive."""

    def to_internal_value(self, data: Any) -> str:
        return clean_line(super().to_internal_value(data))


class TextField(serializers.CharField):
    """A few lines without marks that could deceive."""

    def to_internal_value(self, data: Any) -> str:
        return clean_text(super().to_internal_value(data))
