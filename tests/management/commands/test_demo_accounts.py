"""Tests of the command demo_accounts."""

from io import StringIO

from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings

LISTED = """Demo accounts (password yibao-demo, unless it was changed):
  selector    选题
  translator  译者
  reviewer    校对
  publisher   发布
  chief       主编
"""


def run() -> str:
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    return out.getvalue()


def rows() -> list[tuple[object, ...]]:
    return list(User.objects.order_by("pk").values_list())


@override_settings(DEBUG=True)
class DemoAccountsTest(TestCase):
    def test_there_is_one_account_for_each_role_in_its_group(self) -> None:
        self.assertEqual(run(), LISTED)
        memberships = User.objects.order_by("pk").values_list("username", "groups__name", "is_staff", "is_superuser")
        expected = [
            ("selector", "选题", True, False),
            ("translator", "译者", True, False),
            ("reviewer", "校对", True, False),
            ("publisher", "发布", True, False),
            ("chief", "主编", True, False),
        ]
        self.assertEqual(list(memberships), expected)

    def test_the_printed_password_opens_every_account(self) -> None:
        run()
        for role in ("selector", "translator", "reviewer", "publisher", "chief"):
            with self.subTest(role=role):
                self.assertTrue(self.client.login(username=role, password="yibao-demo"))

    def test_a_second_run_prints_the_same_and_changes_nothing(self) -> None:
        run()
        before = rows()
        self.assertEqual(run(), LISTED)
        self.assertEqual(rows(), before)

    def test_a_password_of_ones_own_is_kept(self) -> None:
        run()
        chief = User.objects.get(username="chief")
        chief.set_password("一句谁也猜不到的话")
        chief.save()
        before = rows()
        self.assertEqual(run(), LISTED)
        self.assertEqual(rows(), before)

    @override_settings(DEBUG=False)
    def test_without_debug_it_refuses_and_makes_nobody(self) -> None:
        expected = "Demo accounts have a password that everybody knows: they are made with DEBUG=1 only."
        with self.assertRaisesMessage(CommandError, expected):
            run()
        self.assertFalse(User.objects.exists())
