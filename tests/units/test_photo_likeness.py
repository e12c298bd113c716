"""Is a photograph known again after it was made smaller, lighter, or compressed; and is another one not?"""

import random
from io import BytesIO
from itertools import combinations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from units.intake import examine
from units.intake.likeness import bands, differing, is_same, likeness


def scene(seed: int, size=(1200, 900)) -> Image.Image:
    """A picture of forty blurred shapes, always the same for a seed."""
    draw_lots = random.Random(seed)
    picture = Image.new("RGB", size, tuple(draw_lots.randrange(100, 255) for _ in range(3)))
    pen = ImageDraw.Draw(picture)
    for _ in range(40):
        left, top = draw_lots.randrange(size[0]), draw_lots.randrange(size[1])
        box = [left, top, left + draw_lots.randrange(40, 500), top + draw_lots.randrange(40, 400)]
        shape = pen.ellipse if draw_lots.random() < 0.5 else pen.rectangle
        shape(box, fill=tuple(draw_lots.randrange(256) for _ in range(3)))
    return picture.filter(ImageFilter.GaussianBlur(3))


def kept(picture: Image.Image, quality: int = 90) -> bytes:
    """The picture as it lies beside an activity after its upload."""
    content = BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return examine(SimpleUploadedFile("anh.jpg", content.getvalue())).content


@pytest.mark.parametrize("seed", range(4))
def test_a_photograph_made_smaller_lighter_or_compressed_anew_is_the_same(seed):
    picture = scene(seed)
    first = likeness(kept(picture))
    for other in (
        kept(picture, quality=35),
        kept(picture.resize((480, 360))),
        kept(picture.resize((240, 180)), quality=60),
        kept(ImageEnhance.Brightness(picture).enhance(1.15)),
    ):
        found = likeness(other)
        assert differing(first, found) <= 3
        assert any(one == two for one, two in zip(bands(first), bands(found), strict=True))
        assert is_same(first, found)


def test_photographs_of_different_things_are_far_apart():
    hashes = [likeness(kept(scene(seed))) for seed in range(10, 18)]
    assert all(differing(one, other) > 15 for one, other in combinations(hashes, 2))
    assert not is_same(hashes[0], hashes[1])


def test_a_picture_of_nothing_is_like_no_other():
    assert likeness(kept(Image.new("RGB", (80, 60), "navy"))) is None
    assert likeness(kept(Image.new("RGB", (800, 600), "white"))) is None


def test_a_hash_fits_into_signed_64_bits_and_its_bands_are_its_sixteenths():
    assert bands(0x0123_4567_89AB_CDEF) == (0xCDEF, 0x89AB, 0x4567, 0x0123)
    assert bands(-1) == (0xFFFF,) * 4
    assert differing(-1, 0) == 64
    assert all(-(2**63) <= likeness(kept(scene(seed, (300, 200)))) < 2**63 for seed in range(6))
