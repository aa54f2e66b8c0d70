"""Pictures at the archive's old addresses, /data/attachment/…, straight from the media folder."""

from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_http_date_safe
from django.views.decorators.http import require_safe

from articles.text.pictures import CONTENT_TYPES, file_of

FOLDER = "data/attachment"


@require_safe
def attachment(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    found = _picture(path)
    if found is None:
        raise Http404(path)
    modified = int(found.stat().st_mtime)
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    response: HttpResponse | FileResponse
    if since is not None and modified <= since:
        response = HttpResponseNotModified()
    else:
        response = FileResponse(found.open("rb"), content_type=CONTENT_TYPES[found.suffix.lower()])
    response["Last-Modified"] = format_datetime(datetime.fromtimestamp(modified, UTC), usegmt=True)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _picture(path: str) -> Path | None:
    """The file, where it is a picture of a known type that truly lies in the folder, under its one address."""
    folder = (Path(settings.MEDIA_ROOT) / FOLDER).resolve()
    found = file_of(folder, quote(path))
    if found is None or found.suffix.lower() not in CONTENT_TYPES:
        return None
    return found if found.relative_to(folder).as_posix() == path and found.resolve().is_relative_to(folder) else None
