"""Tests that an editor without a mouse, or whose browser runs no scripts, does all that an article needs."""

from django.test import tag
from django.utils import timezone

from articles.models import Article, Note
from articles.stages import CLAIM, Stage
from tests.desk import Desk

from .editor import SOURCE, Editor, EditorCase
from .reader import PHONE
from .test_keyboard import STOP

MOST = 120
# Of a box that is taller than the window has room for, a browser brings the caret into view, and not its middle.
WHOLE = "document.activeElement.scrollIntoView({ block: 'nearest' })"
BODY = "第一段。\n\n第二段太生硬。\n"


@tag("slow")
class WithKeyboardTest(EditorCase):
    """No mouse moves here: `go` presses Tab until the keyboard stands where it is wanted, and sees that it is seen."""

    def go(self, editor: Editor, selector: str, most: int = MOST) -> None:
        page = editor.page
        for _ in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                page.evaluate(WHOLE)
                self.assertEqual((page.evaluate(STOP) or ("", "lost"))[1], "", selector)
                return
        self.fail(f"The keyboard does not come to {selector} on {page.url}")

    def press(self, editor: Editor, selector: str) -> None:
        """A link or a button, and the page that it leads to."""
        self.go(editor, selector)
        with editor.page.expect_navigation():
            editor.page.keyboard.press("Enter")

    def type(self, editor: Editor, selector: str, text: str) -> None:
        self.go(editor, selector)
        editor.page.keyboard.press("ControlOrMeta+a")
        editor.page.keyboard.insert_text(text)

    def test_a_topic_is_proposed_claimed_written_submitted_noted_and_returned(self) -> None:
        self.propose(self.editor(self.cast.selector))
        self.write_and_submit(self.editor(self.cast.translator))
        self.note_and_return(self.editor(self.cast.reviewer))
        article = Article.objects.get()
        self.assertEqual((article.stage, article.body.strip()), (Stage.DRAFTING, BODY.strip()))
        self.assertEqual([note.quote for note in Note.objects.all()], ["第二段太生硬。"])

    def propose(self, selector: Editor) -> None:
        selector.page.goto("/admin/")
        self.press(selector, ".additions a")
        self.go(selector, "#id_kind_0")
        for field, text in {
            "title": "Containers",
            "source_url": SOURCE,
            "source_title": "C",
            "source_body": "w",
        }.items():
            self.type(selector, f"#id_{field}", text)
        self.press(selector, "input[type=submit]")

    def write_and_submit(self, translator: Editor) -> None:
        translator.page.goto("/admin/articles/article/?board=topics")
        self.press(translator, ".next a.move")
        self.press(translator, ".move-form input[type=submit]")
        self.type(translator, "#id_title", "容器")
        self.type(translator, "#id_body", BODY)
        self.press(translator, "input[name=_continue]")
        self.press(translator, ".moves a.move-forward")
        self.press(translator, ".move-form input[type=submit]")

    def note_and_return(self, reviewer: Editor) -> None:
        page = reviewer.page
        page.goto("/admin/articles/article/?board=reviews")
        self.press(reviewer, ".next a.move")
        self.press(reviewer, ".move-form input[type=submit]")
        self.go(reviewer, "#id_body")
        page.keyboard.press("ControlOrMeta+Home")
        for _ in range(2):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Shift+End")
        self.go(reviewer, ".note-here")
        page.keyboard.press("Enter")
        self.assertEqual(page.evaluate("document.activeElement.id"), "note-text")
        page.keyboard.insert_text("请改得顺一些。")
        self.go(reviewer, ".note-dialog input[type=submit]")
        page.keyboard.press("Enter")
        page.locator("#open-notes").get_by_text("请改得顺一些。").wait_for()
        page.reload()
        self.press(reviewer, ".moves a[href*='/return/']")
        self.press(reviewer, ".move-form input[type=submit]")


@tag("slow")
class WithoutScriptsTest(EditorCase):
    def plain(self, editor: str, path: str) -> Editor:
        found = self.editor(getattr(self.cast, editor), java_script_enabled=False, viewport=PHONE)
        found.page.goto(path)
        return found

    def at(self, editor: str, article: Article) -> Editor:
        return self.plain(editor, f"/admin/articles/article/{article.pk}/change/")

    def test_the_essential_work_is_done(self) -> None:
        desk = Desk(self.cast, timezone.now())
        article = desk.topic(title="Containers")
        desk.do(article, CLAIM, self.cast.translator)
        self.write(self.at("translator", article))
        reviewer = self.at("reviewer", article)
        reviewer.make("校对")
        self.note(reviewer)
        reviewer.page.goto(f"/admin/articles/article/{article.pk}/change/")
        reviewer.make("退修")
        self.answer(self.at("translator", article))
        reviewer.page.goto(f"/admin/articles/article/{article.pk}/change/")
        reviewer.make("校对")
        reviewer.make("通过")
        self.at("publisher", article).make("发布")
        visitor = self.visitor()
        visitor.goto("/")
        visitor.get_by_role("link", name="容器").first.click()
        self.assertIn("第二段顺了。", visitor.get_by_role("article").inner_text())

    def write(self, translator: Editor) -> None:
        page = translator.page
        translator.write(title="容器", summary="摘要。", tags="容器", body=BODY)
        page.locator("#id_category").select_option(label="技术")
        with page.context.expect_page() as opened:
            page.locator(".live-tools").get_by_role("button", name="预览").click()
        self.assertIn("第二段太生硬。", opened.value.get_by_role("article").inner_text())
        page.get_by_role("button", name="保存并继续编辑").click()
        translator.make("送审")

    def note(self, reviewer: Editor) -> None:
        page = reviewer.page
        page.get_by_role("link", name="对这段文字提意见").click()
        page.locator("#id_quote").fill("没有这一句")
        page.locator("#id_text").fill("请改得顺一些。")
        page.get_by_role("button", name="添加意见").click()
        self.assertTrue(page.locator(".errorlist").is_visible())
        page.locator("#id_quote").fill("第二段太生硬。")
        page.get_by_role("button", name="添加意见").click()
        page.locator(".messagelist .success").wait_for()

    def answer(self, translator: Editor) -> None:
        page = translator.page
        self.assertIn("第二段太生硬。", page.locator("#open-notes").inner_text())
        translator.write(body=BODY.replace("太生硬", "顺了"))
        page.get_by_role("button", name="保存并继续编辑").click()
        page.locator("#open-notes").get_by_role("button", name="解决").click()
        translator.choose("送审")
        self.assertIn("第二段顺了。", page.locator(".diff .added").inner_text())
        translator.confirm("送审")
