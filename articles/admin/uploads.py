"""Pictures that editors paste or drop into a text: made anew by Pillow, named after what they hold."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import uploaded
from articles.admin.previews import only_staff


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """What markdownx's own view answers, for members of staff alone."""
    only_staff(request)
    file = request.FILES.get("image")
    if not isinstance(file, UploadedFile):
        return _refused(_("No picture was sent."))
    if file.size is None or file.size > uploaded.MOST_BYTES:
        return _refused(_("The picture is larger than %d MB.") % (uploaded.MOST_BYTES // 2**20))
    try:
        address = uploaded.keep(file.read())
    except uploaded.Refused:
        return _refused(
            _("This is no picture that can be used here: AVIF, WebP, PNG, JPEG or GIF, 40 megapixels at most.")
        )
    return JsonResponse({"image_code": f"![]({address})", "image_path": address})


def _refused(reason: str) -> HttpResponse:
    return JsonResponse({"image": [reason]}, status=400)
