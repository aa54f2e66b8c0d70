"""Tests of the groups that the migrations make."""

from django.contrib.auth.models import Group
from django.test import TestCase

from articles.roles import GROUPS


class GroupsTest(TestCase):
    def test_every_role_has_its_group_and_there_are_no_others(self) -> None:
        self.assertEqual(sorted(Group.objects.values_list("name", flat=True)), sorted(GROUPS.values()))
