"""Work in several stages on the audit's own desk, fed to `manage.py shell`. Everybody's password is their name."""

from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone

from articles import audit, invitations, notices, stages
from articles.admin.doors import ResetForm
from articles.models import Article, Invitation, Note, ReaderReport, SiteSettings
from tests.cast import cast
from tests.desk import Desk

BODY = "## 命名空间\n\n容器只看见*自己的*进程。\n\n```bash\nps aux\n```\n\n## 控制组\n\n限制内存与处理器。\n"
REVIEWED = BODY.replace("限制内存", "限制它能用的内存")
people = cast()
for user in User.objects.filter(is_staff=True):
    user.set_password(user.username)
    user.email = f"{user.username}@example.org"
    user.save()
desk = Desk(people, timezone.now() - timedelta(days=1))


def later() -> None:
    desk.now += timedelta(minutes=1)


def submitted(title: str) -> Article:
    article = desk.drafting(title=title)
    later()
    desk.written(article, body=BODY)
    later()
    desk.do(article, stages.SUBMIT, people.translator)
    later()
    return article


def reviewed(title: str) -> Article:
    article = submitted(title)
    desk.do(article, stages.TAKE, people.reviewer)
    later()
    desk.written(article, by=people.reviewer, body=REVIEWED)
    note(article, "自己的进程")
    later()
    return article


def note(article: Article, quote: str) -> None:
    Note.objects.create(article=article, quote=quote, text="请改得顺一些。", by=people.reviewer, at=desk.now)


desk.topic(title="选题")
reviewed("校对中")
for title in ("待发布", "排期", "公开"):
    ready = reviewed(title)
    desk.do(ready, stages.APPROVE, people.reviewer)
    if title == "排期":
        desk.do(ready, stages.SCHEDULE, people.publisher, at=timezone.now() + timedelta(days=1))
    if title == "公开":
        desk.do(ready, stages.PUBLISH, people.publisher)
        desk.written(ready, by=people.publisher, body=REVIEWED + "\n改过一句。\n")
submitted("待校对")
returned = reviewed("退修")
note(returned, "不在文中的话")
desk.do(returned, stages.RETURN, people.reviewer)
later()
desk.written(returned, body=REVIEWED.replace("*自己的*进程", "自己的进程"))
later()
SiteSettings.objects.get_or_create(pk=1)
settings, deed = SiteSettings.objects.filter(pk=1), audit.Deed(people.chief, desk.now)
audit.update(settings, deed, tagline="人人都能读懂的开源，由志愿者译写", record_number="京 ICP 备 00000001 号")
with transaction.atomic():
    public = Article.objects.get(title="公开")
    wrong = {"passage": "自己的进程", "message": "少了一个参数，照着做会报错。"}
    notices.reported(ReaderReport.objects.create(article=public, at=desk.now, **wrong))


def invite(name: str) -> Invitation:
    invited = Invitation(email=f"{name}@example.org", name=name)
    invitations.invite(invited, Group.objects.filter(name__in=("译者", "校对")), people.chief, timezone.now())
    return invited


invite("mulan")
invitations.withdraw(invite("withdrawn"), people.chief, timezone.now())
accepted = invite("accepted")
account = invitations.new_account(accepted)
account.username = "accepted"
invitations.accept(accepted, account, timezone.now())
late = invite("late")
Invitation.objects.filter(pk=late.pk).update(sent_at=timezone.now() - timedelta(days=9))
User.objects.create_user("forgetful", "forgetful@example.org", "forgetful", is_staff=True)
forgotten = ResetForm({"email": "forgetful@example.org"})
forgotten.is_valid()
forgotten.save(domain_override="localhost")
