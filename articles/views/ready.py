"""Whether the site can serve: for whoever starts servers, sends them requests, or watches them."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import health


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """503 when one of the checks fails."""
    found = health.checks(timezone.now())
    is_ready = set(found.values()) == {health.OK}
    return JsonResponse({"ready": is_ready, "checks": found}, status=200 if is_ready else 503)
