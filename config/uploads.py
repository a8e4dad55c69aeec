"""A bound on every upload, before anything is written to a disk."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

LARGEST = 12 * 1024 * 1024


class Bounded(FileUploadHandler):
    """Skips the rest of a file beyond 12 MB: the form then has no file, and says how large it may be. A form that
    may be sent without one is told by `request.oversized`."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > LARGEST:
            if self.request is not None:
                self.request.oversized = True  # type: ignore[attr-defined]
            raise SkipFile()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leaves the file to the handlers that keep it."""
