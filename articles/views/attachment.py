"""Pictures straight from the media folder: the archive's at their old addresses, and those that editors uploaded."""

from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_http_date_safe
from django.views.decorators.http import require_safe

from articles.text.pictures import CONTENT_TYPES, picture_in

FOLDER = "data/attachment"
UPLOADS = "uploads"


@require_safe
def attachment(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    found = find(path)
    if found is None:
        raise Http404(path)
    return answer(request, found)


@require_safe
def upload(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    found = find(path, UPLOADS)
    if found is None:
        raise Http404(path)
    return answer(request, found)


def find(path: str, folder: str = FOLDER) -> Path | None:
    return picture_in(Path(settings.MEDIA_ROOT) / folder, path)


def answer(request: HttpRequest, file: Path) -> HttpResponse | FileResponse:
    """A picture for ever, as what it is; nothing where the reader has it already."""
    modified = int(file.stat().st_mtime)
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    response: HttpResponse | FileResponse
    if since is not None and modified <= since:
        response = HttpResponseNotModified()
    else:
        response = FileResponse(file.open("rb"), content_type=CONTENT_TYPES[file.suffix.lower()])
    response["Last-Modified"] = format_datetime(datetime.fromtimestamp(modified, UTC), usegmt=True)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response
