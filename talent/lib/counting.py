"""Numbers of people as somebody may know them who may not know of one more or one fewer. Pure."""

STEP = 5


def rounded_down(number: int) -> int:
    """The number rounded down to fives; under five it is 0, which pages leave out."""
    return number - number % STEP
