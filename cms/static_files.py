"""Our own CSS and JavaScript as browsers fetch them: without comments and spare space, compressed as well as can be."""

from collections.abc import Callable
from pathlib import PurePath

import deflate
from django.core.files.base import ContentFile, File
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "articles/"  # what packages bring stays as it comes
BEST = 12
SMALLER: dict[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}


class Packer(Compressor):
    @staticmethod
    def compress_gzip(data: bytes) -> bytes:
        return bytes(deflate.gzip_compress(data, BEST))


class MinifiedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Minifies before names are hashed, so that a name still tells what is in a file."""

    def create_compressor(self, **options: object) -> Compressor:
        return Packer(**options)

    def _save(self, name: str, content: "File[bytes]") -> str:
        smaller = SMALLER.get(PurePath(name).suffix) if name.startswith(OURS) else None
        if smaller:
            content = ContentFile(smaller(b"".join(content.chunks()).decode()).encode())
        return str(super()._save(name, content))
