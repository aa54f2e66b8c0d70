"""What measurements are made with."""

import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import SimpleTestCase

from bench import archive


class MeasuredArchiveTests(SimpleTestCase):
    def test_a_packed_corpus_is_unpacked_by_every_python_that_we_run_on(self) -> None:
        with TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "post.md").write_text("正文", encoding="utf-8")
            with tarfile.open(folder / "corpus.tar.xz", "w:xz") as packed:
                packed.add(folder / "post.md", "posts/post.md")
            found = archive.unpacked(folder / "corpus.tar.xz", folder / "corpus")
            self.assertEqual((found / "posts" / "post.md").read_text(encoding="utf-8"), "正文")
