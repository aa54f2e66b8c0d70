"""Accounts in the admin: a chief sees who has which roles and which byline, and changes nothing."""

from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import reverse

from articles.models import Contributor
from tests.cast import cast

LIST = reverse("admin:auth_user_changelist")


class AccountsTest(TestCase):
    def setUp(self) -> None:
        self.cast = cast()
        self.user = self.cast.translator
        self.user.set_password("secret-enough-8")
        self.user.save()
        self.contributor = Contributor.objects.create(name="木兰", user=self.user)
        self.form = reverse("admin:auth_user_change", args=[self.user.pk])

    def test_an_account_shows_its_byline_and_a_contributor_their_account(self) -> None:
        person = reverse("admin:articles_contributor_change", args=[self.contributor.pk])
        link = f'<a href="{person}">木兰</a>'
        for user, shown in ((self.cast.chief, link), (User.objects.create_superuser("root"), 'value="木兰"')):
            self.client.force_login(user)
            self.assertContains(self.client.get(self.form), shown)
            self.assertContains(self.client.get(person), f'<option value="{self.user.pk}" selected>translator</option>')
            self.assertContains(self.client.get(LIST), link)

    def test_a_chief_looks_and_changes_nothing_and_sees_no_hash(self) -> None:
        self.client.force_login(self.cast.chief)
        page = self.client.get(self.form)
        self.assertContains(page, "译者")
        for hidden in (self.user.password, "md5$", 'name="is_superuser"', 'name="groups"', "user_permissions"):
            self.assertNotContains(page, hidden)
        self.assertEqual(self.client.post(self.form, {"username": "other", "is_superuser": "on"}).status_code, 403)
        password = reverse("admin:auth_user_password_change", args=[self.user.pk])
        self.assertEqual(self.client.get(password).status_code, 403)
        self.assertEqual(self.client.get(reverse("admin:auth_user_add")).status_code, 403)

    def test_nobody_else_sees_accounts(self) -> None:
        for user in (self.cast.selector, self.cast.translator, self.cast.reviewer, self.cast.publisher):
            self.client.force_login(user)
            self.assertEqual([self.client.get(url).status_code for url in (LIST, self.form)], [403, 403], user)

    def test_the_list_costs_the_same_for_more_accounts(self) -> None:
        self.client.force_login(self.cast.chief)
        self.client.get(LIST)
        with self.assertNumQueries(11):
            self.client.get(LIST)
        for number in range(3):
            Contributor.objects.create(name=f"人{number}", user=User.objects.create_user(f"u{number}"))
        with self.assertNumQueries(11):
            self.client.get(LIST)
