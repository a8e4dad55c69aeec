"""What programs send where people type."""

from typing import Any

from rest_framework import serializers

from talent.lib.text import clean_line, clean_text


class LineField(serializers.CharField):
    """One line without marks that could deceive; such marks alone are nothing."""

    def to_internal_value(self, data: Any) -> str:
        line = clean_line(super().to_internal_value(data))
        if not line and not self.allow_blank:
            self.fail("blank")
        return line


class TextField(serializers.CharField):
    """A few lines without marks that could deceive."""

    def to_internal_value(self, data: Any) -> str:
        return clean_text(super().to_internal_value(data))
