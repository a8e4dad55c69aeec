"""What is read along with the row of whoever is signed in, at every request and without a statement of its own."""

columns: dict[str, str] = {}
"""Attribute of the reader → SQL of one value, over the row `reader`. Filled in AppConfig.ready() by rooms above."""
