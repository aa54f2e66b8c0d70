"""export_posts: byte for byte what came in, and what editors made of it where they did."""

from datetime import UTC, datetime
from pathlib import Path

import yaml

from articles import manuscript
from articles.formats import front_matter
from articles.models import Article, Revision
from tests import builders
from tests.importing.case import ImportCase
from tests.importing.posts import BODY, comment, post

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class ExportTests(ImportCase):
    def setUp(self) -> None:
        super().setUp()
        self.out = self.folder.parent / "out"

    def export(self, *options: str) -> dict[str, bytes]:
        self.assertEqual(self.call("export_posts", str(self.out), *options), 0)
        return self.files(self.out)

    def files(self, folder: Path) -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.md")}

    def test_every_layout_comes_out_byte_for_byte_in_its_folder(self) -> None:
        post(self.folder, 1, comments_data=[comment(), comment(message="&lt;script&gt;\r\n")])
        post(self.folder, 2, layout="B", title="带 # 号：和 'quotes'", summary="  \u3000头\r\n尾  ...")
        post(self.folder, 3, layout="C", related=[{"displayorder": 0, "raid": 9}])
        self.run_import()
        self.assertEqual(self.export(), self.files(self.folder))

    def test_front_matter_that_would_be_written_otherwise_comes_out_as_it_was(self) -> None:
        path = post(self.folder, 1, comments_data=[comment()])
        path.write_bytes(path.read_bytes().replace("title: 第 1 篇".encode(), 'title: "第 1 篇"   # 注'.encode()))
        self.run_import()
        self.assertEqual(self.export(), self.files(self.folder))

    def test_further_keys_and_keys_of_comments_are_kept(self) -> None:
        post(self.folder, 1, extra="more", comments_data=[comment(floor=3)])
        self.run_import()
        self.assertEqual(self.export(), self.files(self.folder))

    def test_dropped_addresses_are_the_only_difference_and_are_named(self) -> None:
        path = post(self.folder, 1, comments_data=[comment(username="kashu")])
        self.run_import("--drop-addresses")
        exported = self.export()["content/2019/06/1.md"]
        self.assertEqual(exported, path.read_bytes().replace(b"postip: 192.0.2.7", b"postip: ''"))
        self.assertIn("1 articles came out without their posters' addresses, which were dropped", self.output)

    def test_an_edit_changes_its_own_keys_only(self) -> None:
        path = post(self.folder, 1, author="jane ROE")
        self.run_import()
        article = Article.objects.get()
        article.title = "新题"
        article.body = "新文。"
        manuscript.save(article, by=None, now=NOW)
        expected = front_matter.read(path.read_bytes(), path.name)
        exported = front_matter.read(self.export()["content/2019/06/1.md"], "1.md")
        self.assertEqual(exported.front_matter, expected.front_matter | {"title": "新题"})
        self.assertEqual(exported.body, "新文。")

    def test_a_layout_can_be_converted(self) -> None:
        post(self.folder, 1)
        self.run_import()
        files = self.export("--layout=C")
        self.assertEqual(list(files), ["content/posts/2019/06/1.md"])
        document = front_matter.read(files["content/posts/2019/06/1.md"], "1.md")
        self.assertEqual((document.layout, document.body), ("C", BODY))

    def test_an_article_that_was_never_in_the_archive_gets_all_the_keys(self) -> None:
        article = Article.objects.create(title="原创", body="正文。", created_at=NOW, updated_at=NOW, version=0)
        builders.publish(manuscript.save(article, by=None, now=NOW), at=NOW)
        Article.objects.create(title="草稿", created_at=NOW, updated_at=NOW)
        text = self.export()["content/2026/01/20001.md"].decode()
        matter = yaml.safe_load(text.split("---\n")[1])
        self.assertEqual((matter["id"], matter["title"], matter["date"]), (20001, "原创", "2026-01-01 08:00:00"))
        self.assertEqual(len(matter), 23)
        self.assertIn("1 articles were never published, have no number, and were left out", self.output)
        self.assertEqual(Revision.objects.count(), 1)

    def test_a_file_is_no_folder_to_export_to(self) -> None:
        self.out.write_text("")
        self.assertEqual(self.call("export_posts", str(self.out)), 2)
