"""Tests of two people at one article: each sees the other, and neither text is lost."""

from django.test import tag
from django.utils import timezone

from articles.models import Article, Autosave, Contributor
from tests.desk import Desk

from .editor import Editor, EditorCase

BODY = "第一段。\n\n第二段。\n\n第三段。\n"


@tag("slow")
class TogetherTest(EditorCase):
    def setUp(self) -> None:
        super().setUp()
        desk = Desk(self.cast, timezone.now())
        self.article = desk.written(desk.drafting(title="一篇译文"), body=BODY)

    def at_form(self, editor: Editor) -> Editor:
        editor.page.goto(f"/admin/articles/article/{self.article.pk}/change/")
        editor.page.locator("#id_body").wait_for()
        return editor

    def save_after_another(self, mine: str, theirs: str) -> Editor:
        """The translator saves what a chief saved meanwhile."""
        translator, chief = self.at_form(self.editor(self.cast.translator)), self.at_form(self.editor(self.cast.chief))
        chief.write(body=theirs)
        chief.save()
        translator.write(body=mine)
        with self.complaining("409"):
            translator.page.get_by_role("button", name="保存", exact=True).click()
            translator.page.get_by_role("heading", name="合并两份文稿").wait_for()
        return translator

    def test_changes_of_different_passages_are_put_together_for_the_second(self) -> None:
        translator = self.save_after_another(BODY.replace("第一", "头一"), BODY.replace("第三", "末一"))
        self.assertIn("chief", translator.page.locator(".errornote").inner_text())
        translator.save()
        self.assertEqual(Article.objects.get().body, "头一段。\n\n第二段。\n\n末一段。\n")

    def test_of_the_same_passage_the_second_chooses_and_can_read_all_three(self) -> None:
        translator = self.save_after_another(BODY.replace("第二", "我的第二"), BODY.replace("第二", "别人的第二"))
        page = translator.page
        page.locator("summary", has_text="查看").first.click()
        self.assertIn("我的第二", page.locator("textarea[name=mine-body]").input_value())
        merged = page.locator("textarea[name=merged-body]").input_value()
        self.assertTrue("我的第二" in merged and "别人的第二" in merged, merged)
        page.locator("textarea[name=merged-body]").fill(BODY.replace("第二", "两人的第二"))
        page.locator("input[name=choice-body][value=merged]").check()
        translator.save()
        self.assertEqual(Article.objects.get().body, BODY.replace("第二", "两人的第二"))

    def test_each_sees_that_the_other_is_editing(self) -> None:
        translator, chief = self.editor(self.cast.translator), self.editor(self.cast.chief)
        for editor in (translator, chief):
            editor.page.clock.install()
            self.at_form(editor)
        translator.write(body=BODY + "第四段。\n")
        with translator.page.expect_response("**/autosave/"):
            translator.page.clock.run_for(5_000)
        with chief.page.expect_response("**/autosave/"):
            chief.page.clock.run_for(20_000)
        chief.page.locator(".editors", has_text="translator").get_by_text("正在编辑").wait_for()
        self.assertTrue(translator.page.locator(".editors").is_hidden())

    def test_whoever_was_signed_out_is_told_and_saves_all_of_it_after_signing_in_again(self) -> None:
        translator = self.at_form(self.editor(self.cast.translator))
        page, context = translator.page, translator.page.context
        page.frame_locator(".live-page").locator(".text").wait_for()  # else it would ask for the preview as nobody
        self.cast.translator.set_password("password")
        self.cast.translator.save()  # which signs out whoever is signed in
        with self.complaining("403"):
            translator.write(body=BODY + "第四段。\n")
            page.locator(".live-said", has_text=page.locator(".live").get_attribute("data-out")).wait_for()
            page.get_by_role("button", name="保存", exact=True).click()
            again = context.new_page()
            again.goto(self.live_server_url + "/admin/login/")
            again.locator("#id_username").fill("translator")
            again.locator("#id_password").fill("password")
            again.locator("[type=submit]").click()
            again.locator(".boards, #user-tools").first.wait_for()
            translator.save()
        self.assertEqual(Article.objects.get().body, BODY + "第四段。\n")

    def test_a_person_chosen_for_a_credit_is_kept_with_the_draft(self) -> None:
        Contributor.objects.create(name="Mulan")
        chief = self.editor(self.cast.chief)
        chief.page.clock.install()
        page = self.at_form(chief).page
        page.locator(".credits .add-row a").click()
        page.locator(".credits tr.dynamic-credits").last.locator(".select2-selection").click()
        page.locator(".select2-search__field").press_sequentially("Mulan")
        page.clock.run_for(1_000)
        page.locator(".select2-results__option", has_text="Mulan").click()
        with page.expect_response("**/autosave/"):
            page.clock.run_for(5_000)
        rows = Autosave.objects.get().fields["credits"]
        self.assertEqual(rows[-1]["contributor"], str(Contributor.objects.get(name="Mulan").pk))
