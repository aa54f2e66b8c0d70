"""Tests of contributors in the admin: readers see a new name at once, and a hidden one no more."""

from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import reverse

from articles import editions
from tests import builders


class ContributorTest(TestCase):
    def setUp(self) -> None:
        self.client.force_login(User.objects.create_superuser("root"))
        self.person = builders.person("mulan")
        editions.start()

    def save(self, **fields: str) -> None:
        given = {"name": "mulan", "handle": self.person.handle, "key": self.person.key, **fields}
        formset = {f"aliases-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
        address = reverse("admin:articles_contributor_change", args=[self.person.pk])
        response = self.client.post(address, given | formset)
        self.assertEqual(response.status_code, 302, response.content.decode()[-3000:])

    def test_a_new_name_starts_an_edition(self) -> None:
        before = editions.current()
        self.save(name="Mulan")
        after = editions.current()
        self.assertEqual((after.number, after.hard), (before.number + 1, before.hard))

    def test_hiding_a_person_takes_something_back(self) -> None:
        self.save(hidden="on")
        after = editions.current()
        self.assertEqual(after.hard, after.number)
