"""Work in several stages on the audit's own desk, fed to `manage.py shell`. Everybody's password is their name."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from articles import stages
from articles.models import Article, Note
from tests.cast import cast
from tests.desk import Desk

BODY = "## 命名空间\n\n容器只看见*自己的*进程。\n\n```bash\nps aux\n```\n\n## 控制组\n\n限制内存与处理器。\n"
REVIEWED = BODY.replace("限制内存", "限制它能用的内存")
people = cast()
for user in User.objects.filter(is_staff=True):
    user.set_password(user.username)
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
