"""A test case with an archive folder, a media folder and a way to run the commands."""

import io
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings


class ImportCase(TestCase):
    folder: Path
    media: Path
    output: str

    def setUp(self) -> None:
        super().setUp()
        root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, root)
        self.folder, self.media = root / "archive", root / "media"
        self.folder.mkdir()
        self.media.mkdir()
        settings = override_settings(MEDIA_ROOT=self.media)
        settings.enable()
        self.addCleanup(settings.disable)
        self.report_path = root / "report.json"

    def run_import(self, *arguments: Any) -> tuple[int, dict[str, Any]]:
        """(exit code, report) of import_posts on the folder."""
        paths = [str(argument) for argument in arguments if not str(argument).startswith("--")] or [str(self.folder)]
        options = [str(argument) for argument in arguments if str(argument).startswith("--")]
        code = self.call("import_posts", *paths, *options, f"--report={self.report_path}")
        return code, json.loads(self.report_path.read_text())

    def call(self, *arguments: str) -> int:
        out = io.StringIO()
        try:
            call_command(*arguments, stdout=out, stderr=out)
        except SystemExit as ended:
            return int(ended.code or 0)
        except CommandError as error:
            out.write(str(error))
            return error.returncode
        finally:
            self.output = out.getvalue()
        return 0

    def outcomes(self, report: dict[str, Any]) -> dict[int, str]:
        return {file["number"]: file["outcome"] for file in report["files"]}
