"""Which photographs are taken in, in what form, and under which name?"""

import hashlib
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import Image, ImageCms

from tests.units.uploads import CORNER, dark_corner, photograph, place_and_camera, png_header, saved, upload, word
from units.intake import Accepted, examine, thumbnail
from units.intake.kinds import Kind
from units.intake.names import cleaned


def refused(name: str, content: bytes) -> tuple[str, str]:
    """The code and the English message with which this upload is refused."""
    with pytest.raises(ValidationError) as caught, translation.override("en"):
        examine(upload(name, content))
    with translation.override("en"):
        return caught.value.code or "", caught.value.messages[0]


def opened(accepted: Accepted) -> Image.Image:
    return Image.open(BytesIO(accepted.content))


def test_a_photograph_is_kept_as_a_jpeg_and_described() -> None:
    kept = examine(upload("Ra quân.jpg", saved(photograph(400, 300), "JPEG")))

    assert (kept.name, kept.media_type, kept.width, kept.height) == ("Ra quân.jpg", "image/jpeg", 400, 300)
    assert kept.size == len(kept.content)
    assert kept.sha256 == hashlib.sha256(kept.content).hexdigest()
    assert opened(kept).format == "JPEG"


@pytest.mark.parametrize(
    ("form", "name", "kept_as"),
    [
        ("JPEG", "a.jpeg", "a.jpg"),
        ("PNG", "a.png", "a.jpg"),
        ("WEBP", "a.webp", "a.jpg"),
        ("HEIF", "IMG_0042.HEIC", "IMG_0042.jpg"),
        ("PNG", "a.jpg", "a.jpg"),
        ("HEIF", "a.jpg", "a.jpg"),
        ("JPEG", "a.png", "a.jpg"),
        ("JPEG", "Ảnh ngày 12.3.2016", "Ảnh ngày 12.3.2016.jpg"),
        ("JPEG", "image", "image.jpg"),
    ],
)
def test_a_picture_named_as_another_picture_or_not_at_all_gets_its_right_extension(
    form: str, name: str, kept_as: str
) -> None:
    kept = examine(upload(name, saved(photograph(), form)))

    assert (kept.name, kept.media_type) == (kept_as, "image/jpeg")


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG", "HEIF"])
@pytest.mark.parametrize(
    ("turned", "size", "corner"),
    [
        (1, (400, 300), "upper left"),
        (3, (400, 300), "lower right"),
        (6, (300, 400), "upper right"),
        (8, (300, 400), "lower left"),
    ],
)
def test_a_photograph_stands_upright_however_the_phone_was_held(
    form: str, turned: int, size: tuple[int, int], corner: str
) -> None:
    kept = examine(upload("a.jpg", saved(photograph(400, 300), form, exif=place_and_camera(turned))))

    assert (kept.width, kept.height) == size
    assert dark_corner(kept.content) == corner


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG", "HEIF"])
def test_the_place_the_camera_and_every_other_hidden_thing_are_gone(form: str) -> None:
    more: dict[str, Any] = {"exif": place_and_camera(), "xmp": b"<x:xmpmeta>21.0285,105.8542</x:xmpmeta>"}
    if form == "JPEG":
        more["comment"] = b"at home"
    if form == "PNG":
        del more["xmp"]
    sent = saved(photograph(), form, **more)
    assert Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)[2] == (21.0, 1.0, 42.0)

    kept = examine(upload("a.jpg", sent))

    assert dict(opened(kept).getexif()) == {}
    assert set(opened(kept).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    for hidden in (b"Telephone", b"Exif", b"xmpmeta", b"at home"):
        assert hidden not in kept.content


def test_what_hangs_behind_a_photograph_is_cut_off() -> None:
    sent = saved(photograph(), "JPEG") + b"<script>alert(1)</script>" + word()

    kept = examine(upload("a.jpg", sent))

    assert b"<script>" not in kept.content
    assert b"PK\x03\x04" not in kept.content


def test_a_large_photograph_is_made_smaller_in_its_proportions() -> None:
    kept = examine(upload("a.jpg", saved(photograph(4000, 3000), "JPEG")))

    assert (kept.width, kept.height) == (2000, 1500)
    assert opened(kept).size == (2000, 1500)


def test_a_screenshot_of_few_colours_stays_a_png() -> None:
    screenshot = Image.new("RGB", (300, 200), "white")
    screenshot.paste("blue", CORNER)

    kept = examine(upload("Màn hình.png", saved(screenshot, "PNG")))

    assert (kept.name, kept.media_type) == ("Màn hình.png", "image/png")
    assert opened(kept).convert("RGB").getpixel((5, 5)) == (0, 0, 255)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_was_transparent_becomes_white(mode: str) -> None:
    clear = Image.new("RGBA", (200, 200), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": clear.getpixel((0, 0))} if mode == "P" else {}

    kept = examine(upload("a.png", saved(clear, "PNG", **options)))

    assert opened(kept).convert("RGB").getpixel((100, 100)) == (255, 255, 255)


def test_grey_of_sixteen_bits_and_the_colours_of_print_are_readable() -> None:
    scan = examine(upload("a.png", saved(Image.new("I;16", (200, 200), 128 * 256), "PNG")))
    printed = examine(upload("a.jpg", saved(Image.new("CMYK", (200, 200), (0, 255, 255, 0)), "JPEG")))

    assert opened(scan).convert("L").getpixel((9, 9)) == 128
    red, green, blue = opened(printed).convert("RGB").getpixel((9, 9))
    assert (red > 240, green < 15, blue < 15) == (True, True, True)


def test_an_unreadable_colour_profile_does_not_cost_the_photograph() -> None:
    kept = examine(upload("a.jpg", saved(photograph(), "JPEG", icc_profile=b"nonsense" * 20)))
    true_profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = examine(upload("a.jpg", saved(photograph(), "JPEG", icc_profile=true_profile)))

    assert (kept.width, same.width) == (400, 400)
    assert "icc_profile" not in opened(same).info


def test_a_photograph_of_fifty_megabytes_is_refused_in_clear_words() -> None:
    assert refused("a.jpg", saved(photograph(), "JPEG") + bytes(50 * 1024 * 1024 - 200_000)) == (
        "too_large",
        "The photograph has 50 MB; at most 15 MB are accepted. Choose a smaller size when sending it.",
    )


def test_a_picture_of_four_hundred_million_pixels_is_refused_before_it_is_decoded() -> None:
    assert refused("a.png", png_header(20_000, 20_000)) == (
        "too_many_pixels",
        "The photograph has more than 50 million pixels. Send it in a smaller size.",
    )


def test_the_limit_of_pixels_is_exact(settings: Any) -> None:
    settings.EVIDENCE_MAX_PIXELS = 400 * 300
    assert examine(upload("a.jpg", saved(photograph(400, 300), "JPEG"))).width == 400

    assert refused("a.jpg", saved(photograph(400, 301), "JPEG"))[0] == "too_many_pixels"


def test_a_jpeg_that_redraws_itself_without_end_is_refused() -> None:
    sent = saved(photograph(), "JPEG", progressive=True)
    last, end = sent.rindex(b"\xff\xda"), sent.rindex(b"\xff\xd9")

    assert refused("a.jpg", sent[:end] + sent[last:end] * 100 + b"\xff\xd9")[0] == "damaged"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_truncated_photograph_is_refused(form: str, part: float) -> None:
    sent = saved(photograph(), form)

    code, message = refused("a.jpg", sent[: int(len(sent) * part)])

    assert (code, message) == ("damaged", "The file is damaged or incomplete. Try to send it again.")


def test_a_thumbnail_is_a_jpeg_of_320_pixels() -> None:
    small = Image.open(BytesIO(thumbnail(saved(photograph(1600, 800), "PNG"))))

    assert (small.format, small.size) == ("JPEG", (320, 160))
    with pytest.raises(ValidationError):
        thumbnail(word())


def test_the_fields_of_a_row_come_with_the_file_and_its_thumbnail() -> None:
    fields = examine(upload("a.jpg", saved(photograph(), "JPEG"))).as_fields()

    assert {"file", "thumbnail", "name", "media_type", "size", "sha256", "width", "height"} == set(fields)
    assert isinstance(fields["file"], ContentFile)
    assert Image.open(fields["thumbnail"]).size == (320, 240)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\Mai\\ảnh.jpg", "ảnh.jpg"),
        ("../../etc/passwd", "passwd.pdf"),
        ("Ba\u0301o ca\u0301o.pdf", "Báo cáo.pdf"),
        ("bao\u202efdp.exe", "baofdp.pdf"),
        ("a\x00b\r\nc.pdf", "ab c.pdf"),
        ('<b>"x"?.pdf', "_b__x__.pdf"),
        ("..pdf", "minh-chung.pdf"),
        ("", "minh-chung.pdf"),
        ("Kế hoạch số 12.2016", "Kế hoạch số 12.2016.pdf"),
        ("dài " * 60 + ".pdf", ("dài " * 29).strip() + ".pdf"),
    ],
)
def test_a_name_is_cleaned(sent: str, kept: str) -> None:
    kind = Kind.JPEG if sent.endswith(".jpg") else Kind.PDF

    assert cleaned(sent, kind) == kept
    assert len(cleaned(sent, kind)) <= 120
