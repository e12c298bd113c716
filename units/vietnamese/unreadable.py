"""What could not be understood, and why, as a code that a caller can put into words (`messages.py`)."""


class Unreadable(ValueError):
    """Text that does not say what it was asked for: `code` is stable, `text` is what was written."""

    def __init__(self, code: str, text: object) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = str(text)

    def __str__(self) -> str:
        return f"{self.code}: {self.text!r}"
