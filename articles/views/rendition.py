"""A smaller copy of one of our pictures, as WebP; the way to the original where there can be none."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from articles import renditions
from articles.text.pictures import WIDTHS
from articles.views import attachment

FOLDERS = (attachment.FOLDER, attachment.UPLOADS)


@require_safe
def rendition(request: HttpRequest, width: int, path: str) -> HttpResponse | FileResponse:
    folder = next((folder for folder in FOLDERS if path.startswith(f"{folder}/")), None)
    original = attachment.find(path.removeprefix(f"{folder}/"), folder) if folder and width in WIDTHS else None
    if original is None:
        raise Http404(path)
    try:
        found = renditions.rendition(path, original, width)
    except renditions.NoPicture as refused:
        raise Http404(path) from refused
    return _to_original(path) if found == original else attachment.answer(request, found)


def _to_original(path: str) -> HttpResponse:
    """Not for ever: the picture may be mended, or the disk have room again."""
    return HttpResponseRedirect(f"/{quote(path)}", headers={"Cache-Control": "public, max-age=3600"})
