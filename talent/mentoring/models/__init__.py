from talent.mentoring.models.bookings import BOOKING_STATES, Booking, BookingQuerySet, BookingStep
from talent.mentoring.models.offers import (
    SAID,
    STATES,
    WIDTH,
    ForWhom,
    Listing,
    Offer,
    OfferQuerySet,
    OfferStep,
    PlaceKind,
    profile_of,
)

__all__ = [
    "BOOKING_STATES",
    "SAID",
    "STATES",
    "WIDTH",
    "Booking",
    "BookingQuerySet",
    "BookingStep",
    "ForWhom",
    "Listing",
    "Offer",
    "OfferQuerySet",
    "OfferStep",
    "PlaceKind",
    "profile_of",
]
