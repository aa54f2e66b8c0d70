"""Tests that five people bring an article from topic to its readers, each with the mouse, in a browser."""

from django.test import tag

from articles.models import Article, Autosave, Note, Publication

from .editor import SOURCE, Editor, EditorCase

TITLE = "容器是怎样隔离进程的"
SOURCE_TEXT = "Containers isolate processes. " * 60
FIRST = """\
## 命名空间

命名空间让每个容器只看见自己的进程。

## 控制组

控制组限制它能用多少内存，最后的最后还限制处理器。
"""
STIFF = "控制组限制它能用多少内存，最后的最后还限制处理器。"
REVIEWED = FIRST.replace("只看见自己的进程", "只看得见自己的进程")
ANSWERED = REVIEWED.replace("最后的最后还限制处理器", "也限制它能用多少处理器")


@tag("slow")
class PathTest(EditorCase):
    def test_an_article_goes_from_topic_to_its_readers_through_five_pairs_of_hands(self) -> None:
        self.propose(self.editor(self.cast.selector))
        translator = self.editor(self.cast.translator)
        self.claim_and_write(translator)
        reviewer = self.editor(self.cast.reviewer)
        self.review_and_return(reviewer)
        self.answer(translator)
        self.approve(reviewer)
        self.publish(self.editor(self.cast.publisher))
        self.read()
        people = ["selector", *["translator"] * 2, *["reviewer"] * 2, "translator", *["reviewer"] * 2, "publisher"]
        moves = ["propose", "claim", "submit", "take", "return", "submit", "take", "approve", "publish"]
        self.assertEqual(self.moves_of(Article.objects.get()), list(zip(moves, people, strict=True)))

    def propose(self, selector: Editor) -> None:
        page = selector.page
        page.goto("/admin/")
        page.get_by_role("link", name="提交选题").click()
        selector.write(title="Containers", source_url=SOURCE, source_title="Containers", source_body=SOURCE_TEXT)
        page.get_by_role("button", name="添加", exact=True).click()
        page.locator(".messagelist .success").wait_for()

    def claim_and_write(self, translator: Editor) -> None:
        page = translator.page
        page.clock.install()
        translator.on_board("待认领", "Containers")
        translator.make("认领")
        translator.write(title=TITLE, summary="命名空间和控制组。", tags="容器, 内核")
        page.locator("#id_category").select_option(label="技术")
        body = page.locator("#id_body")
        body.focus()
        page.keyboard.insert_text(FIRST)  # as pasted
        page.keyboard.type(STIFF[:4])
        for _ in STIFF[:4]:
            page.keyboard.press("Backspace")
        self.see_live(translator)
        self.lose_the_window(translator)
        translator.save()
        translator.make("送审")
        self.assertEqual(Article.objects.get().stage, "review")

    def see_live(self, translator: Editor) -> None:
        """In the site's own page, beside the text."""
        translator.page.clock.run_for(1000)
        live = translator.page.frame_locator(".live-page")
        live.get_by_role("heading", name="控制组").wait_for()
        live.get_by_role("heading", name=TITLE).wait_for()

    def lose_the_window(self, translator: Editor) -> None:
        """What was typed is kept after five seconds, then every 20 seconds, and offered back."""
        page = translator.page
        with page.expect_response("**/autosave/"):
            page.clock.run_for(5_000)
        page.locator(".live-said", has_text="草稿已暂存于").wait_for()
        self.assertEqual(Autosave.objects.get().fields["title"], TITLE)
        page.once("dialog", lambda dialog: dialog.accept())
        page.reload()
        page.locator(".draft").get_by_role("link", name="继续编辑").click()
        self.assertEqual(page.locator("#id_body").input_value(), FIRST)

    def review_and_return(self, reviewer: Editor) -> None:
        page = reviewer.page
        reviewer.on_board("待校对", TITLE)
        reviewer.make("校对")
        # A double click and a triple click mark with the mouse; here in the page beside the text.
        page.frame_locator(".live-page").get_by_text(STIFF).click(click_count=3)
        page.get_by_role("link", name="对这段文字提意见").click()
        self.assertEqual(page.locator("#note-quote").input_value(), STIFF)
        page.locator("#note-text").fill("“最后的最后”读不通，请改得顺一些。")
        page.get_by_role("button", name="添加意见").click()
        page.locator("#open-notes").get_by_text("读不通").wait_for()
        reviewer.write(body=REVIEWED)
        reviewer.save()
        reviewer.on_board("我的工作", TITLE)
        reviewer.open(TITLE)
        reviewer.make("退修")

    def answer(self, translator: Editor) -> None:
        page = translator.page
        translator.on_board("我的工作", TITLE)
        translator.open(TITLE)
        self.assertIn(STIFF, page.locator("#open-notes").inner_text())
        page.get_by_role("link", name="校对改了什么").click()
        self.assertEqual(page.locator("ins").first.inner_text(), "得")
        page.go_back()
        translator.write(body=ANSWERED)
        translator.save()
        translator.on_board("我的工作", TITLE)
        translator.open(TITLE)
        self.assertIn("不在", page.locator("#open-notes .override").inner_text())
        page.locator("#open-notes").get_by_role("button", name="解决").click()
        self.assertFalse(Note.objects.unresolved().exists())
        translator.choose("送审")
        self.assertIn("也限制它能用多少处理器。", page.locator(".diff .added").all_inner_texts()[0])
        translator.confirm("送审")

    def approve(self, reviewer: Editor) -> None:
        page = reviewer.page
        reviewer.on_board("待校对", TITLE)
        reviewer.make("校对")
        page.get_by_role("link", name="退修以来的改动").click()
        self.assertIn("最后的最后", page.locator(".diff .removed").all_inner_texts()[0])
        page.go_back()
        page.get_by_role("link", name="上次送审以来的改动").click()
        self.assertEqual(page.locator("ins").first.inner_text(), "得")
        page.go_back()
        reviewer.make("通过")

    def publish(self, publisher: Editor) -> None:
        page = publisher.page
        publisher.on_board("待发布", TITLE)
        publisher.open(TITLE)
        with page.context.expect_page() as opened:
            page.locator(".sides").get_by_role("link", name="预览", exact=True).click()
        self.assertIn("也限制它能用多少处理器", opened.value.get_by_role("article").inner_text())
        publisher.make("发布")

    def read(self) -> None:
        publication = Publication.objects.get()
        visitor = self.visitor()
        visitor.goto("/")
        visitor.get_by_role("link", name=TITLE).first.click()
        visitor.wait_for_url(f"**{publication.get_absolute_url()}")
        text = visitor.get_by_role("article").inner_text()
        self.assertIn("也限制它能用多少处理器", text)
        for name in ("selector", "translator", "reviewer"):
            self.assertIn(name, text)
