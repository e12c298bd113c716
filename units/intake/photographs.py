"""How is a photograph kept? Drawn anew: upright, opaque, in the screen's colours, no larger than needed.

Place, camera, comments, hidden thumbnails and whatever hangs behind the picture are gone afterwards.
"""

from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms
from pillow_heif import register_heif_opener

from .kinds import Kind

register_heif_opener(thumbnails=False)

LONGEST = 2000
QUALITY = 85
FEW_COLOURS = 256
MOST_SCANS = 64  # a progressive JPEG has about ten
FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Picture:
    content: bytes
    kind: Kind
    width: int
    height: int


def redraw(content: bytes, kind: Kind, *, longest: int = LONGEST, always_jpeg: bool = False) -> Picture:
    """The photograph, no side longer than `longest` pixels: JPEG, or PNG for a drawing or screenshot of few colours.

    ValidationError "too_many_pixels" before anything is decoded, "damaged" where decoding fails.
    """
    if kind is Kind.JPEG and _scans(content) > MOST_SCANS:
        raise _damaged()  # each scan draws the whole picture once more: thousands of them would take hours
    try:
        with Image.open(BytesIO(content), formats=[FORMATS[kind]]) as source:
            _check_pixels(source)
            return _redrawn(source, kind, longest, always_jpeg)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # decoders of hostile bytes raise whatever comes up: none of it may be a 500
        raise _damaged() from error


def most_pixels() -> int:
    """The most pixels, width times height, that a photograph may have on arrival."""
    return getattr(settings, "EVIDENCE_MAX_PIXELS", 50_000_000)


def _scans(content: bytes) -> int:
    """How many scans the JPEG holds up to its end mark; what hangs behind it does not count."""
    scans, position = 0, content.find(b"\xff", 2)
    while 0 <= position < len(content) - 3:
        mark = content[position + 1]
        if mark == 0xD9:
            break
        scans += mark == 0xDA
        if mark == 0xFF:
            position += 1
        elif mark in {0x00, 0x01} or 0xD0 <= mark <= 0xD8:  # no length follows: data, or a restart mark within them
            position += 2
        else:
            position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
        position = content.find(b"\xff", position)
    return scans


def _check_pixels(source: Image.Image) -> None:
    if source.width * source.height > most_pixels():
        raise _too_many_pixels()


def _redrawn(source: Image.Image, kind: Kind, longest: int, always_jpeg: bool) -> Picture:
    source.draft(None, (longest, longest))  # lets JPEG decode at a half, a quarter, an eighth
    source.load()  # before EXIF is asked for: that loads as well, and there an error of the pixels would be swallowed
    turn = _turn(source)
    profile = source.info.get("icc_profile")
    image = _opaque(source)
    stays_png = kind is Kind.PNG and not always_jpeg and image.getcolors(FEW_COLOURS) is not None
    image.thumbnail((longest, longest))
    image = _in_screen_colours(image, profile)
    if turn is not None:
        image = image.transpose(turn)
    image.info = {}
    kept = BytesIO()
    if stays_png:
        image.save(kept, "PNG", optimize=True)
    else:
        image.save(kept, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(kept.getvalue(), Kind.PNG if stays_png else Kind.JPEG, image.width, image.height)


def _turn(source: Image.Image) -> Image.Transpose | None:
    """How the picture must be turned to stand upright; a broken EXIF block leaves it as it is."""
    try:
        return TURNS.get(source.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        return None


def _opaque(source: Image.Image) -> Image.Image:
    """A copy in L, RGB or CMYK, on white where it was transparent."""
    if source.mode in {"L", "RGB", "CMYK"} and "transparency" not in source.info:
        return source.copy()
    if source.mode.startswith("I"):  # 16 bits of grey
        return source.convert("I").point(lambda value: value / 256).convert("L")
    paper = Image.new("RGBA", source.size, "white")
    paper.alpha_composite(source.convert("RGBA"))
    return paper.convert("RGB")


def _in_screen_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB or grey as screens show it: phones photograph in Display P3, whose colours fade without their profile."""
    if profile and image.mode != "L":
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return turned or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that cannot be read, or one for other channels: the pixels are shown as they are
    return image.convert("RGB") if image.mode == "CMYK" else image


def _damaged() -> ValidationError:
    return ValidationError(_("The file is damaged or incomplete. Try to send it again."), code="damaged")


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The photograph has more than %(limit)d million pixels. Send it in a smaller size."),
        code="too_many_pixels",
        params={"limit": most_pixels() // 1_000_000},
    )
