"""What a reader types, and what is looked for."""

from django.test import SimpleTestCase

from articles.search.words import MOST_CHARACTERS, MOST_WORDS, is_cut, parse


class WordsTests(SimpleTestCase):
    def test_words_are_parted_by_spaces_of_any_width(self) -> None:
        self.assertEqual(
            [word.tokens for word in parse(" 内核\u3000C++\t5.15 ")], [["内核"], ["c", "+", "+"], ["5", ".", "15"]]
        )

    def test_what_stands_in_quotes_is_one_phrase(self) -> None:
        for text in ('"open source"', "“open source”"):
            self.assertEqual(parse(text), ((["open", "source"], False),), text)

    def test_a_quote_without_its_fellow_is_punctuation(self) -> None:
        self.assertEqual([word.tokens for word in parse('"open source')], [["open"], ["source"]])

    def test_words_of_four_letters_are_beginnings(self) -> None:
        expected = {"docker": True, "java": True, "git": False, "5.1500": False, "k8s1": False, "容器docker": True}
        self.assertEqual({text: parse(text)[0].prefix for text in expected}, expected)
        self.assertFalse(parse('"docker"')[0].prefix)

    def test_a_lone_character_at_the_end_is_a_beginning(self) -> None:
        self.assertEqual(parse("容"), ((["容"], True),))
        self.assertEqual(parse("Docker容"), ((["docker", "容"], True),))
        self.assertEqual(parse("从容"), ((["从容"], False),))

    def test_punctuation_alone_is_nothing(self) -> None:
        for text in ("", "   ", "，。！", '""', "“”", "* ( ) ^ :", "\x00"):
            self.assertEqual(parse(text), (), text)

    def test_a_text_of_any_length_is_read_to_a_limit(self) -> None:
        self.assertEqual(len(parse("内核 " * 100)), MOST_WORDS)
        self.assertEqual(sum(len(word.tokens) for word in parse("核" * 100_000)), MOST_CHARACTERS - 1)

    def test_it_is_known_whether_anything_was_left_out(self) -> None:
        for text in ("内核 " * 13, "核" * 301, " " * 301):
            self.assertTrue(is_cut(text), text)
        for text in ("", "内核 " * 12, "内核 " * 12 + "，", "核" * 300):
            self.assertFalse(is_cut(text), text)
