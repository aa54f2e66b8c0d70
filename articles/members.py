"""Members: who makes a move, with which roles, and what they hold already."""

from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import Group, User

from articles import known, leases
from articles.models import Byline, Claim, Contributor, Kind, ceiling
from articles.roles import GROUPS, Role
from articles.stages import WHO_LABELS, Who

ROLES = {name: Who(role) for role, name in GROUPS.items()}


def role_name(group: Group) -> str:
    """In the language of who reads it; a group that is no role has one name."""
    role = ROLES.get(group.name)
    return str(WHO_LABELS[role]) if role else group.name


class Member:
    """A person at the desk, or the clock where there is no `user`; what is not asked for is not looked up."""

    def __init__(self, user: User | None, now: datetime) -> None:
        self.user, self.now = user, now

    @cached_property
    def roles(self) -> frozenset[Who]:
        if self.user is None:
            return frozenset([Who.CLOCK])
        if not self.user.is_active:
            return frozenset()
        if self.user.is_superuser:
            return frozenset(ROLES.values())
        return frozenset(ROLES[group.name] for group in self.user.groups.all() if group.name in ROLES)

    @property
    def is_chief(self) -> bool:
        return Who.CHIEF in self.roles

    @property
    def is_clock(self) -> bool:
        return self.user is None

    @cached_property
    def topics(self) -> int:
        """How many topics are in this person's hands now."""
        return Claim.objects.open().of_work().filter(holder=self.user, article__kind=Kind.TRANSLATION).count()

    @cached_property
    def limit(self) -> int:
        return leases.limit(self.published)

    @cached_property
    def published(self) -> int:
        """How many articles that this person translated or wrote readers can see."""
        made = Byline.objects.filter(contributor__user=self.user, role__in=[Role.TRANSLATOR, Role.AUTHOR])
        return made.filter(position__lte=ceiling(self.now)).values("publication").distinct().count()

    @cached_property
    def contributor(self) -> Contributor | None:
        return Contributor.objects.filter(user=self.user).first()

    @property
    def name(self) -> str:
        """The name of the account, for a byline."""
        assert self.user
        return name_of(self.user)[:150]

    @cached_property
    def has_byline(self) -> bool:
        """Whether credits can be given. An account never takes over a name that is there."""
        if self.is_clock or self.contributor:
            return True
        return known.one(Contributor, self.name) is None

    def byline(self) -> Contributor:
        """The contributor linked to the account, made now where there is none."""
        if self.contributor is None:
            self.contributor = Contributor.objects.create(name=self.name, user=self.user)
        return self.contributor


def name_of(user: User) -> str:
    """As colleagues know them."""
    return user.get_full_name() or user.get_username()


def member_of(user: User | None, now: datetime) -> Member:
    return Member(user, now)


def taking_turns(user: User | None, now: datetime) -> Member:
    """The member whose other moves wait until the caller's transaction ends: nobody outruns their own limit."""
    if user is not None:
        # Rows that name this person may still be written; only two moves of one person wait for each other.
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
    return Member(user, now)
