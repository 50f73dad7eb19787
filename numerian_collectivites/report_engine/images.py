# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Images that pages hold in themselves, such as a logo: decoded once for each process.

Their address (``data:``) is their content: no reader's right is at stake. Images that
have another address are read again for each document. Hold ``sheets.LOCK``.
"""

import pydyf
from weasyprint.images import RasterImage

from .recent import Recent

kept = Recent(16)


class Images(dict):
    """The images of one document, which WeasyPrint looks up and adds by address."""

    def __contains__(self, address):
        """Say whether an image is there, taken from those that are kept if need be."""
        if super().__contains__(address):
            return True
        if address in kept:
            super().__setitem__(address, kept.get(address))
            return True
        return False

    def __setitem__(self, address, image):
        result = super().__setitem__(address, image)
        if address.startswith("data:") and isinstance(image, RasterImage):
            kept.get(address, lambda: _remembering(image))
        return result


def _remembering(image):
    """Make an image remember how it stands in a PDF file: that is what takes long."""
    made, make = {}, image.get_x_object

    def get_x_object(*options):
        if options not in made:
            made[options] = make(*options)
        return _copy(made[options])

    image.get_x_object = get_x_object
    return image


def _copy(stream):
    """Return a stream for another file, which numbers it in its own way."""
    extra = pydyf.Dictionary(stream.extra)
    if "SMask" in extra:  # the transparency, a stream too
        extra["SMask"] = _copy(extra["SMask"])
    return pydyf.Stream(stream.stream, extra, stream.compress)
