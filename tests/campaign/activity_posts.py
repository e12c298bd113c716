"""Activities on their way, what a browser sends from their form, and files to send along."""

from io import BytesIO
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.cast import make_activity
from units import desk
from units.approval import Action

LIST = "/campaign/activities/"
CREATE, EXPORT, IMPORT = f"{LIST}new/", f"{LIST}excel/", f"{LIST}import/"


def post(cast, **changes) -> dict:
    """The form as Chi đoàn 3 fills it in for a blood donation on 3/6/2017, with changes; None leaves a field out."""
    data = {
        "unit": cast.chidoan3.pk, "kind": cast.kind.pk, "title": "Hiến máu tình nguyện", "started_on": "3/6/2017",
        "place": "Nhà văn hoá", "turnout": "20", "then": "keep", "request_id": str(uuid4()), **changes,
    }  # fmt: skip
    return {name: value for name, value in data.items() if value is not None}


def photograph(name="anh.jpg", colour="navy", size=(80, 60)) -> SimpleUploadedFile:
    """A small photograph as a phone would send it."""
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/jpeg")


def sent(cast, **fields):
    """An activity of Chi đoàn 3 on the desk of Ngọc Hà."""
    return desk.take(Action.SUBMIT, make_activity(cast, **fields), by=cast.secretary).papers[0]


def accepted(cast, **fields):
    """An activity of Chi đoàn 3 that counts."""
    return desk.take(Action.APPROVE, sent(cast, **fields), by=cast.ngocha_secretary).papers[0]
