"""Tests of articles/text/targets.py, on HTML as the sanitiser writes it."""

from unittest import TestCase

from articles.text.targets import Targets
from tests.text.site import HOSTS, PICTURE, picture_size

OWN = (
    f'<img src="{PICTURE}" alt="" srcset="/renditions/480{PICTURE}.webp 480w, /renditions/720{PICTURE}.webp 720w, '
    f'{PICTURE} 800w" sizes="(min-width:740px) 684px, 92vw" width="800" height="450" fetchpriority="high" '
    'decoding="async">'
)
LAZY = OWN.replace('fetchpriority="high"', 'loading="lazy"')


def targets(*headings: str) -> Targets:
    return Targets(HOSTS, picture_size, headings)


class LinkTests(TestCase):
    def assert_rewritten(self, html: str, expected: str) -> None:
        self.assertEqual(targets().rewrite(html), expected)

    def test_links_out_of_the_site_are_marked_and_links_inside_are_not(self) -> None:
        self.assert_rewritten(
            '<a href="http://a.example/" title="&quot;题&quot;">甲</a> <a href="https://linux.cn/tag-x.html">乙</a>',
            '<a href="http://a.example/" title="&quot;题&quot;" rel="noopener">甲</a> <a href="/tag-x.html">乙</a>',
        )

    def test_a_link_without_a_target_or_without_a_word_goes_and_is_not_listed(self) -> None:
        met = targets()
        self.assertEqual(met.rewrite('<a>甲</a><a href="">乙</a><a href="/x"></a>'), "甲乙")
        self.assertEqual(list(met.links), [])

    def test_a_link_to_a_heading_finds_it(self) -> None:
        html = '<a href="#%E5%AE%89%E8%A3%85">甲</a><a href="#nowhere">乙</a>'
        self.assertEqual(targets("h-安装").rewrite(html), '<a href="#h-安装">甲</a><a href="#nowhere">乙</a>')


class BareAddressTests(TestCase):
    def assert_found(self, text: str, *expected: str) -> None:
        met = targets()
        met.rewrite(text)
        self.assertEqual(tuple(met.links), expected)

    def test_an_address_ends_at_chinese_and_at_full_width_punctuation(self) -> None:
        self.assert_found("见http://a.example/b，然后", "http://a.example/b")
        self.assert_found("见http://a.example/b然后", "http://a.example/b")
        self.assert_found("（http://a.example/b）", "http://a.example/b")
        self.assert_found("“http://a.example/b”", "http://a.example/b")

    def test_the_punctuation_of_the_sentence_is_not_part_of_it(self) -> None:
        for end in (".", ",", "!", "?", ":", ";", "...", "**", ")", ").", "]"):
            self.assert_found(f"(http://a.example/b{end}", "http://a.example/b")

    def test_a_bracket_whose_partner_is_inside_is_part_of_it(self) -> None:
        self.assert_found("(http://a.example/b_(c))", "http://a.example/b_(c)")

    def test_entities_are_part_of_it_or_its_end(self) -> None:
        self.assert_found("http://a.example/?b=1&amp;c=2&gt;", "http://a.example/?b=1&c=2")
        self.assert_found("http://a.example/&nbsp;b", "http://a.example/")

    def test_an_address_without_a_scheme_begins_with_www(self) -> None:
        self.assert_found("www.a.example/b", "http://www.a.example/b")
        self.assert_found("www.a, www. awww.a.example")

    def test_what_names_no_host_of_the_web_is_text(self) -> None:
        self.assert_found("http://localhost:8080/ http://host/ http://&lt;server&gt;:80 https:// xhttp://a.example/")

    def test_nothing_is_linked_in_code_in_links_or_in_attributes(self) -> None:
        html = '<code>http://a.example/</code> <a href="/x" title="http://c.example/">http://b.example/</a>'
        self.assertEqual(targets().rewrite(html), html)


class PictureTests(TestCase):
    def assert_rewritten(self, html: str, expected: str) -> None:
        self.assertEqual(targets().rewrite(html), expected)

    def test_a_picture_of_ours_has_its_size_and_smaller_copies(self) -> None:
        self.assert_rewritten(f'<img src="https://img.linux.net.cn{PICTURE}" alt="">', OWN)

    def test_a_small_picture_has_its_size_alone(self) -> None:
        self.assertEqual(
            Targets(HOSTS, lambda _: (480, 32)).rewrite(f'<img src="{PICTURE}" alt="">'),
            f'<img src="{PICTURE}" alt="" width="480" height="32" fetchpriority="high" decoding="async">',
        )

    def test_only_the_picture_that_a_text_begins_with_is_loaded_at_once(self) -> None:
        html = f'<img src="{PICTURE}" alt="">'
        opening = "字" * 700
        self.assert_rewritten(f"<p>{opening}{html}{html}</p>", f"<p>{opening}{OWN}{LAZY}</p>")
        self.assert_rewritten(f"<p>{opening}{opening}{html}</p>", f"<p>{opening}{opening}{LAZY}</p>")

    def test_words_that_look_like_an_attribute_stay(self) -> None:
        html = '<a href="/x" title="&lt;img ">甲</a>&lt;img loading="lazy"'
        self.assert_rewritten(html, html)
        written = f'<img src="{PICTURE}" alt="x loading=&quot;lazy&quot;">'
        self.assert_rewritten(written, OWN.replace('alt=""', 'alt="x loading=&quot;lazy&quot;"'))

    def test_an_address_is_no_alternative_text(self) -> None:
        for alt in ("https://a.example/b.png", "//a.example/b.png", "www.a.example", "/data/attachment/b.png"):
            self.assert_rewritten(f'<img src="{PICTURE}" alt="{alt}">', OWN)

    def test_a_picture_of_ours_without_a_size_is_missing(self) -> None:
        self.assert_rewritten(
            '<img src="/data/attachment/a.png" alt="&lt;图&gt;">', '<span class="picture-missing">&lt;图&gt;</span>'
        )
        self.assert_rewritten('<img alt="http://a.example/">', '<span class="picture-missing">图片缺失</span>')

    def test_no_size_is_asked_for_an_address_that_climbs_out_of_the_pictures(self) -> None:
        asked: list[str] = []
        html = '<img src="/data/attachment/../board.png" alt=""><img src="/data/attachment/%2e%2e/board.png" alt="">'
        Targets(HOSTS, asked.append).rewrite(html)
        self.assertEqual(asked, [])

    def test_a_picture_elsewhere_is_a_link_to_it(self) -> None:
        self.assert_rewritten(
            '<img src="//a.example/b.png" alt="">',
            '<a href="https://a.example/b.png" class="picture-elsewhere" rel="noopener">a.example</a>',
        )

    def test_in_a_link_a_picture_elsewhere_is_its_words(self) -> None:
        picture = '<img src="//a.example/b.png" alt="{}">'
        self.assert_rewritten(f'<a href="/x">{picture.format("图")}</a>', '<a href="/x">图</a>')
        self.assert_rewritten(f'<a href="/x">{picture.format("")}</a>', '<a href="/x">a.example</a>')
        self.assert_rewritten(f'<a href="/x">{picture.format("")}大图</a>', '<a href="/x">大图</a>')
