# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import io

import pytest
import weasyprint
from numerian_collectivites.report_engine import images
from numerian_collectivites.report_engine.recent import Recent
from PIL import Image
from weasyprint.images import RasterImage


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(images, "kept", Recent(16))


@pytest.fixture
def encoded(monkeypatch):
    """Images that were encoded, one for the colours and one for the transparency."""
    calls, encode = [], RasterImage._get_png_data
    monkeypatch.setattr(
        RasterImage,
        "_get_png_data",
        staticmethod(lambda image: calls.append(image) or encode(image)),
    )
    return calls


def make_page(shade=0, mode="RGBA", form="PNG"):
    file = io.BytesIO()
    colour = (shade, 20, 30, 128)[: len(mode)]
    Image.new(mode, (4, 3), colour).save(file, form)
    data = base64.b64encode(file.getvalue()).decode()
    return f'<img alt="" src="data:image/{form.lower()};base64,{data}"/><p>Texte</p>'


def draw(page, cache):
    return weasyprint.HTML(string=page).render(cache=cache).write_pdf()


@pytest.mark.parametrize("mode", ["RGBA", "RGB"])
def test_file_is_the_same_from_the_first_to_the_last(mode):
    page = make_page(mode=mode)
    expected = draw(page, None)
    for _again in range(3):
        assert draw(page, images.Images()) == expected


def test_image_is_encoded_once(encoded):
    page = make_page()
    for _again in range(3):
        draw(page, images.Images())
    assert len(encoded) == 2


def test_image_shown_twice_is_in_the_file_once():
    once, twice = make_page(), make_page() * 2
    draw(once, images.Images())
    assert draw(twice, images.Images()) == draw(twice, None)


def test_photograph_is_kept_as_it_is():
    page = make_page(mode="RGB", form="JPEG")
    assert draw(page, images.Images()) == draw(page, None)


def test_image_with_another_address_is_not_kept(encoded):
    page = make_page()
    address = page.split('"')[3]
    image = images.Images()
    draw(page, image)
    plain = images.Images()
    plain["http://localhost/web/image/1"] = image[address]
    assert "http://localhost/web/image/1" in plain
    assert "http://localhost/web/image/1" not in images.Images()


def test_what_is_kept_has_limits():
    for shade in range(20):
        draw(make_page(shade), images.Images())
    assert len(images.kept) == 16
    assert draw(make_page(0), images.Images()) == draw(make_page(0), None)
