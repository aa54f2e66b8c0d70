"""The Content-Security-Policy: django-csp's, written once for all answers that ask for nothing of their own."""

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PolicyMiddleware(CSPMiddleware):
    """django-csp writes it for each answer, and once more for a header that we do not send."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_own = hasattr(request, "_csp_nonce") or any(name.startswith("_csp_") for name in vars(response))
        if is_own or settings.DEBUG:  # where Django's own pages for developers have none
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _policy())
        return response


@cache
def _policy() -> str:
    return build_policy()
