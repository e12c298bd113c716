"""Which documents are taken in, and which files are not, whatever they are called?"""

import random
import zipfile
import zlib
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.units.uploads import content_types, object_stream, pdf, photograph, saved, upload, word, zipped
from units.intake import examine

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
DRAWING = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def refused(name: str, content: bytes) -> tuple[str, str]:
    """The code and the English message with which this upload is refused."""
    with pytest.raises(ValidationError) as caught, translation.override("en"):
        examine(upload(name, content))
    with translation.override("en"):
        return caught.value.code or "", caught.value.messages[0]


def workbook() -> bytes:
    file = BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("Kế hoạch.pdf", pdf(), "application/pdf"),
        ("a.pdf", pdf(object_stream(b"<</Type /Annot /A <</S /URI>>>>")), "application/pdf"),
        ("a.pdf", pdf(b"7 0 obj <</Type /Launching>> endobj"), "application/pdf"),
        ("a.pdf", saved(photograph(), "PDF"), "application/pdf"),
        ("a.docx", word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_sound_document_is_kept_as_it_is(name: str, content: bytes, media_type: str) -> None:
    kept = examine(upload(name, content))

    assert (kept.name, kept.media_type, kept.content) == (name, media_type, content)
    assert (kept.width, kept.height) == (None, None)
    assert "thumbnail" not in kept.as_fields()


def test_an_empty_file_is_refused() -> None:
    assert refused("a.pdf", b"") == ("empty", "The file is empty.")


@pytest.mark.parametrize(
    ("name", "content", "says", "found"),
    [
        ("a.jpg", DRAWING, "a JPEG photograph", "an SVG drawing"),
        ("a.pdf", PAGE, "a PDF document", "a web page"),
        ("a.jpg", pdf(), "a JPEG photograph", "a PDF document"),
        ("a.jpg", word(), "a JPEG photograph", "a Word document (.docx)"),
        ("a.xlsx", word(), "an Excel workbook (.xlsx)", "a Word document (.docx)"),
        ("a.docx", zipped({"a": "b"}), "a Word document (.docx)", "a ZIP archive"),
        ("a.pdf", saved(photograph(), "JPEG"), "a PDF document", "a JPEG photograph"),
        ("a.exe", pdf(), "a program", "a PDF document"),
        ("a.pdf", b"MZ\x90\x00" + bytes(200), "a PDF document", "a program"),
        ("a.png", saved(photograph(), "GIF"), "a PNG picture", "a GIF picture"),
        ("a.jpg", OLD, "a JPEG photograph", "an old Word, Excel or PowerPoint file"),
        ("a.jpg", bytes(range(256)), "a JPEG photograph", "of an unknown kind"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_naming_both(
    name: str, content: bytes, says: str, found: str
) -> None:
    assert refused(name, content) == ("mismatch", f"The name “{name}” says {says}, but the content is {found}.")


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.gif", saved(photograph(), "GIF"), "a GIF picture"),
        ("a.svg", DRAWING, "an SVG drawing"),
        ("a.html", PAGE, "a web page"),
        ("a.exe", b"MZ\x90\x00" + bytes(200), "a program"),
        ("a.zip", zipped({"a": "b"}), "a ZIP archive"),
        ("a.tif", saved(photograph(), "TIFF"), "another kind of picture"),
        ("a.txt", "Ngày thứ bảy tình nguyện".encode(), "plain text"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(200), "a film or a sound recording"),
        ("a", bytes(range(256)), "of an unknown kind"),
    ],
)
def test_any_other_kind_of_file_is_refused_with_what_to_send_instead(name: str, content: bytes, what: str) -> None:
    instead = "Send a photograph (JPEG, PNG, WebP, HEIC), a PDF, .docx or .xlsx instead."

    assert refused(name, content) == ("kind", f"The content is {what}. {instead}")


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.docx", "a"])
def test_an_old_or_locked_office_file_is_refused_with_what_to_do(name: str) -> None:
    code, message = refused(name, OLD)

    assert code == "legacy"
    assert "Save it as .docx or .xlsx without a password." in message


@pytest.mark.parametrize(
    "content",
    [
        word({"word/vbaProject.bin": b"\xd0\xcf"}),
        word({"word/VBAPROJECT.BIN": b"\xd0\xcf"}),
        word(types=content_types(MACROS)),
        word(
            types=content_types(more='<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>')
        ),
    ],
)
def test_macros_are_refused(content: bytes) -> None:
    assert refused("a.docx", content)[0] == "macros"


@pytest.mark.parametrize("part", ["word/activeX/activeX1.xml", "word/embeddings/oleObject1.bin"])
def test_embedded_objects_that_can_run_are_refused(part: str) -> None:
    assert refused("a.docx", word({part: b"x"}))[0] == "active"


def test_a_document_that_grows_beyond_all_measure_is_refused_without_unpacking_it() -> None:
    assert refused("a.docx", word({"word/media/a.xml": bytes(101 * 1024 * 1024)}))[0] == "bomb"
    assert refused("a.docx", word({"word/media/a.xml": bytes(6 * 1024 * 1024)}))[0] == "bomb"
    assert refused("a.docx", word({f"word/{number}.xml": b"" for number in range(5000)}))[0] == "bomb"


def test_a_document_that_lies_about_its_size_is_refused() -> None:
    true = word({"word/big.xml": bytes(200_000)})
    size = (200_000).to_bytes(4, "little")
    assert true.count(size) == 2

    assert refused("a.docx", true.replace(size, (10).to_bytes(4, "little")))[0] == "damaged"


def test_a_damaged_document_is_refused() -> None:
    true = word()
    flipped = bytearray(true)
    flipped[true.index(b"word/document.xml") + 20] ^= 0xFF
    billion = '<!DOCTYPE a [<!ENTITY b "cc">]>' + content_types().removeprefix(
        '<?xml version="1.0" encoding="UTF-8"?>'
    )

    for content in (true[:-30], true[: len(true) // 2], bytes(flipped), word(types=billion), word(types="<Types")):
        assert refused("a.docx", content)[0] == "damaged"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_document_with_a_part_twice_or_outside_itself_is_refused() -> None:
    file = BytesIO(word())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/document.xml", "<w:document>other</w:document>")

    assert refused("a.docx", file.getvalue())[0] == "damaged"
    assert refused("a.docx", word({"../../evil.xml": "x"}))[0] == "damaged"


def test_a_document_locked_with_a_password_is_refused() -> None:
    locked = bytearray(word())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = locked.find(mark)
        while start >= 0:
            locked[start + flags] |= 1
            start = locked.find(mark, start + 4)

    assert refused("a.docx", bytes(locked))[0] == "encrypted"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (b"5 0 obj <</S /JavaScript /JS (app.alert\\(1\\))>> endobj", "active"),
        (b"5 0 obj <</S /J#61vaScript /JS (app.alert\\(1\\))>> endobj", "active"),
        (b"5 0 obj <</S /Launch /F (cmd.exe)>> endobj", "active"),
        (b"5 0 obj <</S/#4c#61unch/F(cmd.exe)>> endobj", "active"),
        (object_stream(b"<</S /JavaScript /JS (app.alert\\(1\\))>>"), "active"),
        (object_stream(b" " * 100_000 + b"<</S /JavaScript>>"), "active"),
        (b"5 0 obj <</Type /EmbeddedFile>> endobj", "active"),
        (b"trailer <</Encrypt 9 0 R>>", "encrypted"),
        (b"5 0 obj <<>> stream\n" + zlib.compress(b"7 0 " + bytes(51 * 1024 * 1024)) + b"\nendstream endobj", "bomb"),
    ],
)
def test_a_pdf_that_runs_is_locked_carries_files_or_explodes_is_refused(more: bytes, code: str) -> None:
    assert refused("a.pdf", pdf(more))[0] == code


def test_a_truncated_pdf_is_refused() -> None:
    assert refused("a.pdf", pdf(end=b""))[0] == "damaged"
    assert refused("a.pdf", b"%PDF-1.4\n%%EOF")[0] == "damaged"


def test_a_document_above_ten_megabytes_is_refused() -> None:
    assert refused("a.pdf", pdf(bytes(10 * 1024 * 1024))) == (
        "too_large",
        "The file has 11 MB; at most 10 MB are accepted.",
    )


def test_noise_behind_a_true_beginning_is_refused_or_drawn_anew_and_never_an_error() -> None:
    noise = random.Random(14).randbytes(90_000)
    starts = [saved(photograph(), form)[:60] for form in ("JPEG", "PNG", "WEBP", "HEIF", "GIF")]
    starts += [word()[:60], pdf()[:20], OLD[:20], b"", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP", b"\0\0\0\0ftypheic"]
    outcomes = set()

    for start in starts:
        for length in (0, 1, 50, 90_000):
            try:
                outcomes.add(examine(upload("a.jpg", start + noise[:length])).media_type)
            except ValidationError as refusal:
                outcomes.add(refusal.code or "")

    # To a WebP decoder any noise behind a true header is a picture.
    assert outcomes == {"empty", "damaged", "mismatch", "image/jpeg"}
