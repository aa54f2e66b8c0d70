"""Tests of articles/text/elements.py: byte for byte what Django's generator writes."""

from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.test import SimpleTestCase
from django.utils.xmlutils import SimplerXMLGenerator

from articles.text.elements import Elements


def some(xml: SimplerXMLGenerator) -> None:
    xml.startElement("feed", AttributesImpl({"xmlns": "http://www.w3.org/2005/Atom", "a": "1"}))
    for text in ("", "甲 & <b>乙</b> ]]> \"'", "a\nb\t", "&amp;"):
        xml.addQuickElement("title", text, {"z": text, "b": "x"})
        xml.addQuickElement("content", text)
    xml.addQuickElement("link", None, {"href": 'a"b', "rel": "c\"'d"})
    xml.addQuickElement("nothing")
    xml.endElement("feed")


class ElementsTest(SimpleTestCase):
    def test_it_writes_what_django_writes(self) -> None:
        file, ours = StringIO(), Elements()
        theirs = SimplerXMLGenerator(file, "utf-8", short_empty_elements=True)
        theirs.startDocument()
        some(theirs)
        some(ours)
        self.assertEqual(ours.document.decode(), file.getvalue())

    def test_a_text_may_be_given_as_bytes(self) -> None:
        as_text, as_bytes = Elements(), Elements()
        for text in ("甲 & <b>乙</b>\n", ""):
            as_text.addQuickElement("content", text, {"type": "html"})
            as_bytes.addQuickElement("content", text.encode(), {"type": "html"})
        self.assertEqual(as_bytes.document, as_text.document)
