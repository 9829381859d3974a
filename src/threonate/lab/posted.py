"""What a form posted, text by field or a file, and the answers that a posted form gets."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from threonate.lab.drawing import draw_alone
from threonate.lab.guard import LARGEST
from threonate.lab.page import HTML
from threonate.refusal import Refusal

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 100


async def posted(request: Request) -> dict[str, str]:
    """Read the fields of a form; of a field that is written twice the last one counts."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if kind != FORM and body:
        raise HTTPException(415, f"Forms are sent as {FORM}.")
    try:
        return dict(
            parse_qsl(
                body.decode("utf-8", errors="replace"),
                keep_blank_values=True,
                max_num_fields=MOST_FIELDS,
            )
        )
    except ValueError as error:
        raise HTTPException(400, "That form has more fields than any here.") from error


async def sent_file(form: FormData, field: str) -> bytes:
    """Read the file of a form, one byte more than is allowed at most; nothing where none came."""
    sent = form.get(field)
    return await sent.read(LARGEST + 1) if isinstance(sent, UploadFile) else b""


def check_size(body: bytes) -> None:
    """Raise Refusal for a file of which only a part was read."""
    if len(body) > LARGEST:
        raise Refusal("This file is too large: at most 2 MB are read. Choose a smaller one.")


def seen(
    template: str, *, status: int = 200, title: str, address: str, **shown: object
) -> Response:
    """Draw a page that stands for itself and has no twin."""
    text = draw_alone(template, title=title, address=address, twin="/saved.json", **shown)
    return Response(text, status_code=status, media_type=HTML)


def go(address: str) -> Response:
    """Send the browser on with a GET, so that reloading posts nothing again."""
    return RedirectResponse(address, 303)
