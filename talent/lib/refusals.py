"""Why a file is not taken in. Pure: a code, which the rooms put into words."""


class Unfit(Exception):
    """`code` is one of "empty", "large", "kind", "polyglot", "locked", "acts", "outside", "bomb", "pages", "broken"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
