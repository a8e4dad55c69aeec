"""The rules of the world's clocks: those of the pinned package, not whatever the machine has. Pure.

Importing this module settles it for the whole process. Zones that were made before would keep the machine's rules, so
settings import it first.
"""

import zoneinfo

import tzdata

zoneinfo.reset_tzpath(())
zoneinfo.ZoneInfo.clear_cache()


def version() -> str:
    """The release of the rules that are in force, as IANA names it: "2026c". Bookings keep it."""
    return str(tzdata.IANA_VERSION)


def is_pinned() -> bool:
    """Whether zones are read from the package alone."""
    return zoneinfo.TZPATH == ()
