"""One version of a programme as one document: its typed value, how it is read and written, its published schema."""
