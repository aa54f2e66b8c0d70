"""Search: every live publication that holds the words is found, and nothing that readers may not see."""

import io
from datetime import timedelta
from unittest.mock import patch

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from articles import publishing, search
from articles.models import Publication
from articles.search import characters, postgres
from tests import builders
from tests.tampering import tampering


class SearchTests(TestCase):
    def found(self, text: str, order: search.Order = "newest") -> list[str]:
        return [publication.title for publication in search.search(text, order=order)]

    def test_words_of_every_kind_are_found(self) -> None:
        builders.published("一", body="新的内核支持文件系统，见 Docker 容器与 C++ 20。版本 5.15 发布，.NET 也在。")
        builders.published("二", body="内 核，文件与系统，C 与 mydocker，5 15，15.15，5.150，容 器。")
        for words in (
            "内核",
            "文件系统",
            "Docker 容器",
            "docker",
            "C++",
            "5.15",
            ".NET",
            "件系",
            "支持文件系统",
            '"C++ 20"',
        ):
            self.assertEqual(self.found(words), ["一"], words)
        self.assertEqual(self.found("文件 系统"), ["二", "一"])

    def test_signs_touch_what_they_touch_in_what_is_looked_for(self) -> None:
        builders.published("一", body="见附录（c) #，asp. NET，5. 15，a /etc / fstab，c + +，node, .js，用 .NET")
        builders.published("二", body="C#、ASP.NET，5.15；/etc/fstab。Ｃ++，node.js")
        for words in (
            "C#",
            "c# ASP.NET",
            "5.15",
            "/etc/fstab",
            "C++",
            "node.js",
            '"C# asp.net"',
            "C#、",
            '"5.15 /etc"',
        ):
            for order in ("newest", "relevance"):
                self.assertEqual(self.found(words, order), ["二"], words)
        for words in (".NET", "用.NET", "用 .net", '".js 用"', "asp. NET"):
            self.assertIn("一", self.found(words), words)
        self.assertEqual(self.found("c #"), ["二", "一"])

    def test_what_only_looks_like_a_word_with_signs_does_not_cut_the_list(self) -> None:
        for hour in range(9):
            builders.published(str(hour), body="C# 与 F#" if hour % 3 == 0 else "c) #，f #", hour=hour)
        hits = search.search("c# f#")
        self.assertEqual([hit.title for hit in hits.page(2)], ["6", "3"])
        self.assertEqual([hit.title for hit in hits.page(2, before=hits.page(2)[-1].position)], ["0"])
        self.assertEqual(hits.upwards(2), hits.positions(9)[:0:-1])
        self.assertEqual([hit.title for hit in hits], ["6", "3", "0"])

    def test_a_summary_that_says_more_than_the_text_is_looked_through_too(self) -> None:
        builders.published("一", summary="几样功能的合奏。", body="容器不是虚拟机。")
        self.assertEqual([self.found(words) for words in ("合奏", "虚拟机 合奏", "奏")], [["一"]] * 3)
        self.assertEqual(self.found("合奏容器"), [])
        builders.withdraw(Publication.objects.get())
        self.assertEqual(self.found("合奏"), [])

    def test_a_longer_latin_word_is_found_by_its_beginning(self) -> None:
        builders.published("一", body="Dockerfile 与 GitHub，JavaScript")
        builders.published("二", body="Docker 与 Git，Java")
        self.assertEqual(self.found("docker"), ["二", "一"])
        self.assertEqual(self.found("Git"), ["二"])
        self.assertEqual(self.found("java"), ["二", "一"])
        self.assertEqual(self.found('"Java"'), ["二"])
        self.assertEqual(self.found("file"), [])

    def test_spaces_of_any_width_part_words(self) -> None:
        builders.published("一", body="容器在后，内核在前")
        self.assertEqual(self.found("内核\u3000容器"), ["一"])
        self.assertEqual(self.found("内核容器"), [])

    def test_quotes_of_either_kind_hold_a_phrase(self) -> None:
        builders.published("一", body="开源的内核 模块")
        builders.published("二", body="模块与内核")
        for text in ('"内核 模块"', "“内核 模块”", '"开源的内核" 模块'):
            self.assertEqual(self.found(text), ["一"], text)
        self.assertEqual(self.found("内核 模块"), ["二", "一"])

    def test_a_word_is_found_whether_or_not_a_space_stands_before_the_chinese(self) -> None:
        builders.published("一", body="Docker 容器")
        builders.published("二", body="Docker容器")
        for text in ("Docker容器", '"Docker 容器"', "docker 容器", "ＤＯＣＫＥＲ 容器"):
            self.assertEqual(self.found(text), ["二", "一"], text)

    def test_a_title_and_a_text_make_no_phrase_together(self) -> None:
        builders.published("文件", body="系统")
        self.assertEqual(self.found("文件系统"), [])
        self.assertEqual(self.found("文件 系统"), ["文件"])

    def test_one_character_finds_the_words_that_begin_with_it(self) -> None:
        builders.published("一", body="容器")
        builders.published("二", body="从容")
        self.assertEqual(self.found("容"), ["二", "一"])
        self.assertEqual(self.found("器"), ["一"])

    def test_a_character_that_is_in_most_texts_is_found_newest_first(self) -> None:
        for hour in range(8):
            builders.published(f"第 {hour} 篇", body="内核的容器" if hour % 2 else "内核", hour=hour)
        builders.hide_from_readers(body="内核的容器")
        self.assertEqual(self.found("的"), ["第 7 篇", "第 5 篇", "第 3 篇", "第 1 篇"])
        self.assertEqual(self.found("的 内核"), ["第 7 篇", "第 5 篇", "第 3 篇", "第 1 篇"])
        self.assertEqual(self.found("的 内核", "relevance"), ["第 7 篇", "第 5 篇", "第 3 篇", "第 1 篇"])
        self.assertEqual(self.found("的 别处"), [])
        with patch.object(characters, "READ", 2), patch.object(postgres, "FEWEST", 1):
            first = search.search("的").page(3)
            second = search.search("的").page(3, before=first[-1].position)
        self.assertEqual([hit.title for hit in first + second], ["第 7 篇", "第 5 篇", "第 3 篇", "第 1 篇"])

    def test_a_phrase_may_end_in_a_lone_character(self) -> None:
        builders.published("一", body="用 Docker 容器，我们")
        builders.published("二", body="用 Docker 的，我")
        builders.published("三", body="Docker，用我")
        for text, expected in (
            ("Docker容", ["一"]),
            ('"docker，我"', []),
            ('"容器，我"', ["一"]),
            ("docker 我", ["三", "二", "一"]),
        ):
            self.assertEqual(self.found(text), expected, text)
            with patch.object(characters, "READ", 0):
                self.assertEqual(self.found(text), expected, text)

    def test_nothing_is_found_for_nothing(self) -> None:
        builders.published("一")
        for text in ("", "  ", "，。", '"', "''"):
            self.assertEqual(self.found(text), [], text)

    def test_operators_are_text(self) -> None:
        builders.published("一", body="NOT AND OR NEAR title body")
        builders.published("二", body="别的")
        self.assertEqual(self.found("NOT 别的"), [])
        for text in ("title:别的", "别的*", "(别的", '"别的', "别的 ' OR 1=1 --", "NEAR(别的)", "^别的", "-别的"):
            self.assertLessEqual(set(self.found(text)), {"二"}, text)
        self.assertEqual(self.found("NOT OR"), ["一"])

    def test_newest_first_unless_relevance_is_asked_for(self) -> None:
        builders.published("谈内核", body="内核内核", hour=0)
        builders.published("别的", body=f"内核。{'还有很多别的话。' * 50}", hour=1)
        self.assertEqual(self.found("内核"), ["别的", "谈内核"])
        self.assertEqual(self.found("内核", "relevance"), ["谈内核", "别的"])

    def test_a_title_that_holds_all_words_comes_before_any_text(self) -> None:
        builders.published("Linux 内核", body="第一篇。" * 200, hour=0)
        builders.published("内核", body="Linux 内核 " * 300, hour=1)
        builders.published("容器", body="Linux 内核 " * 100, hour=2)
        builders.published("网络", body="Linux 内核。" + "别的话。" * 200, hour=3)
        self.assertEqual(self.found("linux 内核", "relevance"), ["Linux 内核", "内核", "容器", "网络"])

    def test_what_readers_may_not_see_is_not_found(self) -> None:
        builders.published("公开", body="内核")
        builders.hide_from_readers(body="内核")
        self.assertEqual(self.found("内核"), ["公开"])
        self.assertEqual(self.found("内核", "relevance"), ["公开"])

    def test_a_scheduled_article_is_found_when_its_time_has_come(self) -> None:
        builders.scheduled("明天", body="内核")
        later = timezone.now() + timedelta(days=2)
        self.assertEqual([hit.title for hit in search.search("内核", now=later)], ["明天"])

    def test_what_was_published_again_is_found_by_its_new_words_only(self) -> None:
        publication = builders.published("一", body="内核")
        publication.revision.body = "容器"
        with tampering():
            publication.revision.save()
        publishing.renew([Publication.objects.get()])
        self.assertEqual((self.found("内核"), self.found("容器")), ([], ["一"]))

    def test_a_phrase_that_stands_300_times_is_found(self) -> None:
        builders.published("一", body="文件系统的内核模块\n\n" * 300 + "最后一句")
        self.assertEqual(self.found("系统的内核"), ["一"])
        self.assertEqual(self.found("最后一句"), ["一"])

    def test_a_match_across_the_parts_of_a_text_is_found_wherever_it_stands(self) -> None:
        words = [f"w{number}" for number in range(700)]
        builders.published("一", body=" ".join(words))
        for start in range(0, 690, 7):
            self.assertEqual(self.found(f'"{" ".join(words[start : start + 10])}"'), ["一"], start)
        self.assertEqual(self.found('"w10 w12"'), [])

    def test_words_in_different_parts_are_found_together(self) -> None:
        builders.published("一", body="开头 " + "中间的话 " * 500 + " 结尾")
        self.assertEqual(self.found("开头 结尾"), ["一"])

    def test_a_phrase_longer_than_a_part_is_found(self) -> None:
        words = " ".join(f"w{number}" for number in range(300))
        builders.published("一", body=words)
        self.assertEqual(self.found(f'"{words}"'), ["一"])

    def test_a_text_of_two_megabytes_is_found_from_end_to_end(self) -> None:
        body = "".join(f"第{number}句话。\n\n" for number in range(110_000))
        self.assertGreater(len(body.encode()), 2_000_000)
        builders.published("一", body=f"开头{body}结尾")
        self.assertEqual(self.found("开头 结尾 109999"), ["一"])

    def test_a_token_of_any_length_does_no_harm(self) -> None:
        builders.published("一", body="x" * 100_000)
        self.assertEqual(self.found("x" * 100_000), ["一"])

    def test_pages_of_hits_go_on_where_the_last_one_ended(self) -> None:
        for hour in range(5):
            builders.published(str(hour), body="内核", hour=hour)
        hits = search.search("内核")
        first = hits.page(2)
        second = hits.page(2, before=first[-1].position)
        self.assertEqual([hit.title for hit in first + second], ["4", "3", "2", "1"])

    def test_all_hits_can_be_gone_through(self) -> None:
        builders.published("别的")
        expected = [builders.published(str(hour), body="内核", hour=hour).title for hour in range(30)][::-1]
        self.assertEqual(self.found("内核"), expected)
        with patch.object(search, "READ_FIRST", 2), patch.object(search, "READ_AT_ONCE", 8):
            self.assertEqual(self.found("内核"), expected)

    def test_hits_are_counted_without_their_rows(self) -> None:
        published = [builders.published(str(hour), body="内核", hour=hour) for hour in range(3)]
        hits = search.search("内核")
        with self.assertNumQueries(1):
            self.assertEqual(hits.positions(9), [one.position for one in published[::-1]])

    def test_hits_go_upwards_too_whatever_the_order(self) -> None:
        published = [builders.published(str(hour), body="内核", hour=hour).position for hour in range(4)]
        builders.hide_from_readers(body="内核")
        for order in ("newest", "relevance"):
            hits = search.search("内核", order=order)
            self.assertEqual(hits.upwards(2), published[:2])
            self.assertEqual(hits.upwards(2, after=published[1]), published[2:])
            self.assertEqual(hits.upwards(2, after=2**63 - 1), [])
        self.assertEqual(search.search("内").upwards(2, after=published[0]), published[1:3])

    def test_a_search_can_be_narrowed_to_some_publications(self) -> None:
        for hour in range(5):
            builders.published(str(hour), body="内核与容器", hour=hour, chosen=hour % 2 == 0)
        builders.published("别的", chosen=True)
        builders.hide_from_readers(body="内核与容器")
        for words in ("内核", "内核 容器", "内"):
            for order in ("newest", "relevance"):
                hits = search.search(words, order=order, among=Publication.objects.chosen())
                self.assertEqual([hit.title for hit in hits], ["4", "2", "0"], words)
                self.assertEqual([hit.title for hit in hits.page(2)], ["4", "2"], words)
                nothing = search.search(words, order=order, among=Publication.objects.none())
                self.assertEqual(nothing.positions(9) + nothing.upwards(9), [])

    def test_a_page_names_its_categories_without_more_queries(self) -> None:
        for hour in range(3):
            builders.published(str(hour), body="内核", hour=hour)
        with self.assertNumQueries(2):
            self.assertEqual([str(hit.category) for hit in search.search("内核").page(9)], ["技术"] * 3)

    def test_the_index_can_be_made_anew(self) -> None:
        builders.published("一", body="内核")
        builders.hide_from_readers(body="内核")
        search.clear()
        self.assertEqual(self.found("内核"), [])
        out = io.StringIO()
        call_command("reindex_search", stdout=out)
        self.assertRegex(out.getvalue(), r"^2 articles indexed in \d+\.\d s$")
        self.assertEqual(self.found("内核"), ["一"])
