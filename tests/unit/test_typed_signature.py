# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A typed name drawn as a signature."""

from base64 import b64decode
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_cyber.core.typed_signature import HEIGHT, draw
from PIL import Image, ImageFont


@pytest.fixture
def font(tmp_path):
    """A font file: the one that Pillow holds in itself."""
    path = tmp_path / "font.ttf"
    path.write_bytes(ImageFont.load_default(12).font_bytes)
    return str(path)


def width_of(name, font):
    image = Image.open(BytesIO(b64decode(draw(name, font))))
    assert (image.format, image.height) == ("PNG", HEIGHT)
    return image.width


def test_a_longer_name_is_wider(font):
    assert width_of("Le maire", font) < width_of("La secrétaire de mairie", font)


def test_spaces_around_and_between_count_once(font):
    assert width_of("  Le \t maire \n", font) == width_of("Le maire", font)


def test_a_name_without_end_is_cut(font):
    assert width_of("m" * 10_000, font) == width_of("m" * 200, font)


def test_nothing_typed_is_still_an_image(font):
    assert width_of("", font) == 40


@given(st.text(max_size=300))
def test_whatever_is_typed_is_an_image(name):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "font.ttf"
        path.write_bytes(ImageFont.load_default(12).font_bytes)
        assert width_of(name, str(path)) >= 40
