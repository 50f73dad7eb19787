# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A typed name drawn as a signature, for a browser that draws nothing: no ORM."""

from base64 import b64encode
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

HEIGHT = 120  # pixels
MARGIN = 20
SIZE = 60
MAX_LETTERS = 200


def draw(name: str, font_path: str) -> str:
    """Return a PNG of the name, transparent around it, in base64.

    :param name: what was typed; cut after ``MAX_LETTERS``
    :param font_path: file of the font, TrueType
    """
    text = " ".join(name[:MAX_LETTERS].split())
    font = ImageFont.truetype(font_path, SIZE)
    width = int(font.getlength(text)) + 2 * MARGIN
    image = Image.new("RGBA", (width, HEIGHT), (255, 255, 255, 0))
    place = (MARGIN, HEIGHT / 2)
    ImageDraw.Draw(image).text(place, text, (20, 30, 80, 255), font, anchor="lm")
    stream = BytesIO()
    image.save(stream, "PNG")
    return b64encode(stream.getvalue()).decode()
