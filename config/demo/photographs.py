"""What do the photographs of the demonstration show? Drawn pictures that say that they are made up, never people."""

from __future__ import annotations

from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont, ImageOps

from campaign.models import Activity, ActivityFile
from config.demo.chance import dice
from config.demo.world import World
from units import intake
from units.models import Level
from units.vietnamese.names import search_key

WIDTH, HEIGHT, MARGIN = 1280, 853, 64
MOST_A_QUARTER = 4
LABEL = "ẢNH TRÌNH DIỄN"
# Dark and light of the sky by responsibility; fonts that know Vietnamese where a machine has them.
SKIES = {
    "self": ("#12406b", "#cfe3f2"), "work": ("#0d5c52", "#d5ece4"), "community": ("#8a4b12", "#f8e3c4"),
}  # fmt: skip
FONTS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf")


def attach(world: World, written: list[Activity]) -> None:
    """Puts a photograph beside a few of a quarter's drafts in the part that is shown down to the last branch."""
    shown = [one for one in written if one.unit.level == Level.BRANCH and world.is_deep(one.unit)]
    chosen = sorted(shown, key=lambda one: dice("photograph", one.unit.code, one.title, one.started_on).random())
    for activity in chosen[:MOST_A_QUARTER]:
        name = f"anh-trinh-dien-{activity.started_on:%Y-%m-%d}.jpg"
        accepted = intake.examine(ContentFile(draw(activity), name=name))
        ActivityFile.objects.create(
            paper=activity, added_by=activity.created_by, added_at=activity.created_at, **accepted.as_fields()
        )


def draw(activity: Activity) -> bytes:
    """Returns a JPEG: a tinted landscape with the words that it is a demonstration, and the activity's title."""
    roll = dice("picture", activity.unit.code, activity.title, activity.started_on)
    dark, light = SKIES[activity.kind.responsibility]
    sky = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    picture = ImageOps.colorize(sky, black=dark, white=light)
    pen = ImageDraw.Draw(picture, "RGBA")
    x, y, r = roll.randint(200, WIDTH - 200), roll.randint(160, 380), roll.randint(60, 120)
    pen.ellipse((x - r, y - r, x + r, y + r), fill=(255, 255, 255, 90))
    for share, alpha in ((0.62, 70), (0.72, 110), (0.82, 160)):
        pen.polygon(_hills(roll, round(HEIGHT * share)), fill=(*_rgb(dark), alpha))
    pen.rectangle((0, HEIGHT - 230, WIDTH, HEIGHT), fill=(10, 20, 30, 170))
    _write(pen, LABEL, MARGIN, MARGIN, 34)
    for line, text in enumerate(_lines(pen, activity.title, 40)[:2]):
        _write(pen, text, MARGIN, HEIGHT - 200 + line * 56, 40)
    _write(pen, f"{activity.started_on:%d/%m/%Y} · {activity.unit.short_name}", MARGIN, HEIGHT - 76, 26)
    file = BytesIO()
    picture.save(file, "JPEG", quality=82)
    return file.getvalue()


def _hills(roll: Random, level: int) -> list[tuple[int, int]]:
    steps = [(x, level + roll.randint(-70, 70)) for x in range(-80, WIDTH + 161, 160)]
    return [(-80, HEIGHT), *steps, (WIDTH + 160, HEIGHT)]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _font(size: int) -> tuple[ImageFont.FreeTypeFont | ImageFont.ImageFont, bool]:
    """A font, and whether it knows Vietnamese; Pillow's own one does not."""
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size), True
        except OSError:
            continue
    return ImageFont.load_default(size), False


def _write(pen: ImageDraw.ImageDraw, text: str, x: int, y: int, size: int) -> None:
    font, knows_vietnamese = _font(size)
    pen.text((x, y), text if knows_vietnamese else search_key(text).upper(), font=font, fill=(255, 255, 255, 235))


def _lines(pen: ImageDraw.ImageDraw, text: str, size: int) -> list[str]:
    font, lines = _font(size)[0], [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=font) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
