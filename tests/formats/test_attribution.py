"""Tests of articles/formats/attribution.py."""

import tarfile
import time
import unittest
from pathlib import Path

from articles.formats.attribution import NOTHING, Attribution, Person, find

LCTT = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "lctt-sample.tar.xz"
TEXT = "先装好编译器，再下载源码。\n\n\n第二段正文。\n\n\n"
GROUP = "[LCTT](https://github.com/LCTT/TranslateProject)"
SITE = "[Linux中国](https://linux.cn/)"
MULAN = Person("mulan", "https://github.com/mulan")
BEICHEN = Person("beichen", "https://github.com/beichen")
QINGHE = Person("qinghe", "https://github.com/qinghe")
LANTING = Person("lanting", "https://github.com/lanting")
MULAN_LINK, BEICHEN_LINK = "[mulan](https://github.com/mulan)", "[beichen](https://github.com/beichen)"
PEOPLE = f"译者：{MULAN_LINK} 校对：{BEICHEN_LINK}"


class Forms(unittest.TestCase):
    """The forms of the archive, oldest first."""

    def test_form_0_has_none(self) -> None:
        for ending in (
            "",
            "*[本文内容由 某论坛 提供](thread-12-1-1.html)*",
            "![](https://img.example.org/icon_logo.png) 已同步至 [编辑的微博](http://weibo.example.org/1)",
            "注：部分资料来自维基百科。",
            "作者简介：mulan 是一名译者。",
            "（LCTT 译注：译者也没有试过。）",
        ):
            with self.subTest(ending):
                self.assertEqual(find(TEXT + ending), NOTHING)

    def test_form_1_has_no_rule_and_names_people_last(self) -> None:
        body = (
            f"{TEXT}via: <http://example.org/zsh/>\n\n\n本文由 {GROUP} 原创翻译，"
            "[Linux中国](http://linux.cn/portal.php) 荣誉推出\n\n\n译者：木兰 校对：[beichen](http://linux.cn/space/beichen)"
        )
        self.assertEqual(
            find(body),
            Attribution(
                "http://example.org/zsh/",
                translators=(Person("木兰"),),
                reviewers=(Person("beichen", "http://linux.cn/space/beichen"),),
            ),
        )

    def test_form_1_may_lack_its_source(self) -> None:
        body = f"{TEXT}本文由 {GROUP} 原创翻译，{SITE} 荣誉推出\n\n\n译者：{MULAN_LINK} 校对：wxy"
        self.assertEqual(find(body), Attribution(translators=(MULAN,), reviewers=(Person("wxy"),)))

    def test_form_2_has_a_rule_and_no_author(self) -> None:
        body = f"{TEXT}---\n\n\nvia: http://example.org/a\n\n\n{PEOPLE}\n\n\n本文由 {GROUP} 原创翻译"
        self.assertEqual(find(body), Attribution("http://example.org/a", translators=(MULAN,), reviewers=(BEICHEN,)))

    def test_form_3_names_an_author_whose_name_may_hold_spaces(self) -> None:
        body = f"{TEXT}---\n\n\nvia: <http://example.org/a>\n\n\n作者：Lori van Dyke {PEOPLE}"
        self.assertEqual(
            find(body), Attribution("http://example.org/a", (Person("Lori van Dyke"),), (), (MULAN,), (BEICHEN,))
        )

    def test_forms_4_and_5_differ_in_their_last_sentence(self) -> None:
        for verb in ("原创编译", "组织编译"):
            body = (
                f"{TEXT}---\n\n\nvia:https://example.org/a\n\n\n作者：[Jane Roe](https://example.org/jane) "
                f"译者：[Vic/VicYu](http://vic.example.org) 校对：{BEICHEN_LINK}\n\n\n"
                f"本文由 {GROUP} {verb}，{SITE} 荣誉推出"
            )
            author, translator = (
                Person("Jane Roe", "https://example.org/jane"),
                Person("Vic/VicYu", "http://vic.example.org"),
            )
            self.assertEqual(find(body), Attribution("https://example.org/a", (author,), (), (translator,), (BEICHEN,)))

    def test_form_6_names_who_chose_it(self) -> None:
        body = (
            f"{TEXT}---\n\n\nvia: <https://example.org/a>\n\n\n作者：[Jane Roe](https://example.org/jane) "
            f"选题：[lanting](https://github.com/lanting) 译者：{MULAN_LINK} 校对：{BEICHEN_LINK}"
        )
        author = Person("Jane Roe", "https://example.org/jane")
        self.assertEqual(find(body), Attribution("https://example.org/a", (author,), (LANTING,), (MULAN,), (BEICHEN,)))

    def test_form_7_names_several_reviewers(self) -> None:
        qinghe = "[qinghe](https://github.com/qinghe)"
        for separator in (", ", ",", "，", "、", " ", "　", " 和 "):
            with self.subTest(separator):
                body = (
                    f"{TEXT}---\n\n\nvia: https://example.org/a\n\n\n{PEOPLE}{separator}{qinghe}"
                    "\n\n\n本文由 [LCRH](https://github.com/LCTT/LCRH) 原创编译"
                )
                self.assertEqual(find(body).reviewers, (BEICHEN, QINGHE))

    def test_each_role_may_have_its_line(self) -> None:
        body = f"{TEXT}---\n\nvia: https://example.org/a\n\n作者:Jane Roe\n译者: {MULAN_LINK}\n校对 ：{BEICHEN_LINK}\n"
        self.assertEqual(
            find(body), Attribution("https://example.org/a", (Person("Jane Roe"),), (), (MULAN,), (BEICHEN,))
        )


class Details(unittest.TestCase):
    def credits(self, line: str) -> Attribution:
        return find(f"{TEXT}---\n\n{line}\n")

    def test_the_block_begins_at_the_last_rule(self) -> None:
        self.assertEqual(find(f"---\n\n作者：书里的人\n\n---\n\n正文\n\n---\n\n译者：{MULAN_LINK}").authors, ())
        self.assertEqual(find(f"---\n\n作者：书里的人\n\n---\n\n{TEXT}"), NOTHING)

    def test_a_role_in_the_middle_of_a_sentence_names_nobody(self) -> None:
        self.assertEqual(self.credits("请读这篇评测，作者：Kevin。"), NOTHING)
        self.assertEqual(self.credits("按译者、校对者：分组"), NOTHING)

    def test_placeholders_are_nobody(self) -> None:
        line = (
            "作者：[作者ID](https://example.org) 选题：[选题者ID](https://github.com/选题者ID) 译者：译者ID "
            "校对：[校对者ID](https://github.com/%E6%A0%A1%E5%AF%B9%E8%80%85ID)"
        )
        self.assertEqual(self.credits(line), NOTHING)

    def test_a_name_keeps_no_link_that_is_a_placeholder(self) -> None:
        for link in ("https://github.com/校对者ID", "https://github.com/%E6%A0%A1%E5%AF%B9%E8%80%85ID"):
            self.assertEqual(self.credits(f"校对：[beichen]({link})").reviewers, (Person("beichen"),))

    def test_a_name_keeps_no_link_that_is_not_of_the_web(self) -> None:
        for link in ("javascript:alert(1)", "a", "jane@example.org", "//example.org/x", "data:text/html,x", ""):
            self.assertEqual(self.credits(f"作者：[Jane]({link})").authors, (Person("Jane"),), link)
        self.assertEqual(self.credits("译者：[G](/lctt/G)").translators, (Person("G", "/lctt/G"),))

    def test_escapes_of_markdown_are_undone(self) -> None:
        found = find(f"{TEXT}via: http://example.org/a\\_b\n\n译者：[love\\_daisy](https://github.com/love\\_daisy)")
        self.assertEqual(found.source_url, "http://example.org/a_b")
        self.assertEqual(found.translators, (Person("love_daisy", "https://github.com/love_daisy"),))

    def test_references_are_looked_up(self) -> None:
        body = (
            f"{TEXT}---\n\nvia: [https://example.org/a][1]\n\n作者：[Jane Roe][a]\n译者：[mulan][] 校对：[beichen]\n\n"
            '[1]: https://example.org/a\n[a]: <https://example.org/jane> "Jane"\n[mulan]:https://github.com/mulan\n'
        )
        jane = Person("Jane Roe", "https://example.org/jane")
        self.assertEqual(find(body), Attribution("https://example.org/a", (jane,), (), (MULAN,), (Person("beichen"),)))

    def test_notes_and_marks_around_a_name_are_dropped(self) -> None:
        self.assertEqual(self.credits("作者：Bob Roe（Bob 住在海边，爱好 Linux。）").authors, (Person("Bob Roe"),))
        self.assertEqual(self.credits("**作者：** [ Jane  Roe ](https://example.org)").authors[0].name, "Jane Roe")
        self.assertEqual(self.credits("> 译者：mulan。").translators, (Person("mulan"),))
        self.assertEqual(self.credits("译者：[mulan]（https://github.com/mulan）").translators, (MULAN,))

    def test_a_link_may_hold_parentheses_and_a_title(self) -> None:
        line = '作者：[C](https://example.org/C_(language)) 译者：[mulan](https://github.com/mulan "译者")'
        self.assertEqual(self.credits(line).authors, (Person("C", "https://example.org/C_(language)"),))
        self.assertEqual(self.credits(line).translators, (MULAN,))

    def test_a_person_stands_once_in_a_role(self) -> None:
        self.assertEqual(self.credits(f"译者：{MULAN_LINK}，{MULAN_LINK}").translators, (MULAN,))

    def test_other_words_for_the_source(self) -> None:
        for line in (
            "via：https://example.org/a",
            "via https://example.org/a",
            "[via: https://example.org/a]",
            "via: [https://example.org/a](https://example.org/a)",
            "转自：https://example.org/a",
            "来自：https://example.org/a",
            "原文链接: https://example.org/a",
        ):
            with self.subTest(line):
                self.assertEqual(find(TEXT + line), Attribution("https://example.org/a"))

    def test_carriage_returns_are_no_part_of_anything(self) -> None:
        body = f"{TEXT}---\n\nvia: https://example.org/a\n\n作者：Jane Roe 译者：{MULAN_LINK}\n".replace("\n", "\r\n")
        self.assertEqual(find(body), Attribution("https://example.org/a", (Person("Jane Roe"),), (), (MULAN,)))

    def test_hostile_lines_take_no_time(self) -> None:
        brackets = "[|](|[a](|[a](b |[a](((|[\\|[a][|（|<".split("|")
        for piece in (*brackets, "\\", "作者：", " 作者", "、", "[via:[", "\n原文:[", "\n> ", "\n[via:[a]("):
            with self.subTest(piece):
                started = time.process_time()
                find(f"{TEXT}---\n作者：{piece * 20_000}")
                find(f"{TEXT}\nvia: https://example.org\n作者：{piece * (1_900 // len(piece))}")
                self.assertLess(time.process_time() - started, 0.2)


class Corpus(unittest.TestCase):
    @unittest.skipUnless(LCTT.is_file(), "the shared corpus is not here")
    def test_nearly_every_translated_article_names_its_source_and_translator(self) -> None:
        with tarfile.open(LCTT) as archive:
            files = [archive.extractfile(member) for member in archive if "published/" in member.name]
            found = [find(file.read().decode("utf-8", "replace")) for file in files if file]
        self.assertGreater(len(found), 2600)
        for part in ("source_url", "translators", "reviewers"):
            self.assertGreater(sum(bool(getattr(block, part)) for block in found) / len(found), 0.98, part)
