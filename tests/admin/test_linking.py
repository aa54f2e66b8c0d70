"""The contributor of an account: shown and set in both forms, one account for one contributor."""

from typing import Any

from django.contrib.auth.models import Permission, User
from django.test import TestCase
from django.urls import reverse

from articles.models import Alias, Change, Contributor
from tests import builders
from tests.cast import Cast, cast

LIST = reverse("admin:auth_user_changelist")


class LinkingTest(TestCase):
    cast: Cast

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = cast()
        cls.root = User.objects.create_superuser("root")
        cls.mulan, cls.beichen = builders.person("mulan"), builders.person("beichen")

    root: User
    mulan: Contributor
    beichen: Contributor

    def setUp(self) -> None:
        self.client.force_login(self.root)

    def account(self, user: User, **fields: Any) -> Any:
        address = reverse("admin:auth_user_change", args=[user.pk])
        joined = {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
        kept = {"username": user.username, "is_staff": "on", "is_active": "on", **joined}
        return self.client.post(address, {**kept, **fields})

    def person(self, person: Contributor, **fields: Any) -> Any:
        inline = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
        return self.client.post(
            reverse("admin:articles_contributor_change", args=[person.pk]), {"name": person.name, **inline, **fields}
        )

    def user_of(self, person: Contributor) -> User | None:
        return Contributor.objects.get(pk=person.pk).user

    def test_the_form_of_an_account_links_changes_and_unlinks(self) -> None:
        Alias.objects.create(contributor=self.beichen, name="北辰")
        for typed, linked in (("Mulan", self.mulan), ("北辰", self.beichen), ("", None)):
            self.assertEqual(self.account(self.cast.translator, contributor_name=typed).status_code, 302)
            expected = {
                person: self.cast.translator if person == linked else None for person in (self.mulan, self.beichen)
            }
            self.assertEqual({person: self.user_of(person) for person in expected}, expected)
        said = Change.objects.filter(field="user").order_by("pk").values_list("label", "before", "after")
        account = self.cast.translator.username
        told = [("mulan", "", account), ("mulan", account, ""), ("beichen", "", account), ("beichen", account, "")]
        self.assertEqual(list(said), told)

    def test_saving_an_account_as_it_is_keeps_its_link(self) -> None:
        self.account(self.cast.translator, contributor_name="mulan")
        page = self.client.get(reverse("admin:auth_user_change", args=[self.cast.translator.pk]))
        self.assertContains(page, 'name="contributor_name" value="mulan"')
        self.account(self.cast.translator, contributor_name="mulan", first_name="兰")
        self.assertEqual(self.user_of(self.mulan), self.cast.translator)

    def test_whose_contributor_it_is_already_and_unknown_names_are_refused(self) -> None:
        self.account(self.cast.translator, contributor_name="mulan")
        for typed in ("mulan", "没有这个人"):
            self.assertEqual(self.account(self.cast.reviewer, contributor_name=typed).status_code, 200)
        self.assertEqual(self.user_of(self.mulan), self.cast.translator)

    def test_who_may_not_change_contributors_sees_the_link_and_cannot_change_it(self) -> None:
        Contributor.objects.filter(pk=self.mulan.pk).update(user=self.cast.translator)
        self.cast.publisher.user_permissions.add(Permission.objects.get(codename="change_user"))
        self.client.force_login(self.cast.publisher)
        page = self.client.get(reverse("admin:auth_user_change", args=[self.cast.translator.pk]))
        self.assertContains(page, reverse("admin:articles_contributor_change", args=[self.mulan.pk]))
        self.assertNotContains(page, "contributor_name")
        self.assertEqual(self.account(self.cast.translator, contributor_name="beichen").status_code, 302)
        self.assertEqual((self.user_of(self.mulan), self.user_of(self.beichen)), (self.cast.translator, None))

    def test_the_form_of_a_contributor_offers_free_accounts_and_its_own(self) -> None:
        Contributor.objects.filter(pk=self.mulan.pk).update(user=self.cast.translator)
        self.client.force_login(self.cast.chief)
        for person, is_offered in ((self.mulan, True), (self.beichen, False)):
            page = self.client.get(reverse("admin:articles_contributor_change", args=[person.pk])).content.decode()
            self.assertEqual(f'<option value="{self.cast.translator.pk}"' in page, is_offered)
            self.assertNotIn(f'<option value="{self.cast.stranger.pk}"', page)
        self.assertEqual(self.person(self.beichen, user=self.cast.reviewer.pk).status_code, 302)
        self.assertEqual(self.user_of(self.beichen), self.cast.reviewer)
        self.assertEqual(self.person(self.beichen, user=self.cast.translator.pk).status_code, 200)
        self.assertEqual(self.person(self.beichen, user="").status_code, 302)
        self.assertIsNone(self.user_of(self.beichen))

    def test_a_new_account_is_made_as_before(self) -> None:
        sent = {"username": "new", "password1": "Quae-4711-x", "password2": "Quae-4711-x", "usable_password": "true"}
        self.assertEqual(self.client.post(reverse("admin:auth_user_add"), sent).status_code, 302)
        self.assertTrue(User.objects.filter(username="new").exists())

    def test_the_list_names_the_contributors_at_the_same_cost(self) -> None:
        self.client.get(LIST)
        for person, user in ((self.mulan, self.cast.translator), (self.beichen, self.cast.reviewer)):
            Contributor.objects.filter(pk=person.pk).update(user=user)
            with self.assertNumQueries(9):
                page = self.client.get(LIST)
            self.assertContains(page, reverse("admin:articles_contributor_change", args=[person.pk]))
