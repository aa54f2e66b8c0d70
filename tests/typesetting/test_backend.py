"""Tests that the reader's templates are compiled once for each language, and the desk's not at all."""

from django.template import TemplateDoesNotExist, engines, loader
from django.template.backends.django import Template as DjangosTemplate
from django.test import SimpleTestCase
from django.utils import translation

from articles.typesetting.backend import Readers


def page(template: str, /, **values: object) -> str:
    return engines["readers"].from_string(template).render(values)


class BackendTest(SimpleTestCase):
    def test_a_template_is_found_in_the_language_of_the_moment_however_often_it_changes(self) -> None:
        for _ in range(2):
            self.assertIn('<html lang="zh-Hans">', loader.render_to_string("403.html"))
            with translation.override("en"):
                self.assertIn("<h1>Not allowed</h1>", loader.render_to_string("403.html"))

    def test_each_language_has_templates_of_its_own(self) -> None:
        readers, found = engines["readers"], {}
        assert isinstance(readers, Readers)
        for language in ("zh-hans", "en"):
            with translation.override(language):
                found[language] = readers.env
        self.assertIsNot(found["zh-hans"], found["en"])
        self.assertIsNot(found["zh-hans"].cache, found["en"].cache)
        self.assertEqual([made.globals["language"] for made in found.values()], ["zh-Hans", "en"])

    def test_a_language_without_pages_gets_those_of_the_site(self) -> None:
        with translation.override("fr"):
            self.assertEqual(page("{{ language }}"), "zh-Hans")

    def test_the_desk_is_none_of_its_business(self) -> None:
        with self.assertRaises(TemplateDoesNotExist):
            engines["readers"].get_template("admin/index.html")
        self.assertIsInstance(loader.get_template("admin/index.html"), DjangosTemplate)

    def test_what_a_template_is_given_is_escaped(self) -> None:
        self.assertEqual(page("{{ text }}", text="<b> & \"'"), "&lt;b&gt; &amp; &#34;&#39;")

    def test_what_is_missing_is_nothing(self) -> None:
        self.assertEqual(page("{{ page.picture.width }}{% if page.previous %}no{% endif %}"), "")
