"""Whether two tokens are the same but for one slip of the hand."""

NEAR_MINIMUM = 4  # shorter tokens are compared exactly: one edit of "go" is any short word


def near(one: str, other: str) -> bool:
    """Whether at most one insertion, deletion, change or transposition lies between two tokens.

    `other` is the asked token: under `NEAR_MINIMUM` characters only equality counts.
    """
    if one == other:
        return True
    if len(other) < NEAR_MINIMUM or abs(len(one) - len(other)) > 1:
        return False
    start = _common_start(one, other)
    rest, other_rest = one[start:], other[start:]
    if len(rest) == len(other_rest):
        swapped = rest[1::-1] + rest[2:]
        return rest[1:] == other_rest[1:] or swapped == other_rest
    return rest[1:] == other_rest or rest == other_rest[1:]


def _common_start(one: str, other: str) -> int:
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))
