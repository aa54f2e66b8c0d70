"""The newsroom of the guide: people with names, and articles in every stage. Fed to `manage.py shell`."""

from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles import audit, invitations, manuscript, stages
from articles.models import Article, ArticleTag, Category, Invitation, Note, SiteSettings
from articles.prepared import tagged
from tests.cast import cast
from tests.desk import Desk

NAMES = {
    "selector": ("wangshu", "望舒"),
    "translator": ("xiaobei", "小北"),
    "reviewer": ("laolin", "老林"),
    "publisher": ("anan", "阿南"),
    "chief": ("zhubian", "主编"),
}
BODY = """\
![水面之下的地层](/data/attachment/album/202312/18/strata.png)

容器不是虚拟机。它只是一个被内核*蒙住眼睛*的普通进程：看得见自己的文件，看得见自己的网络，却看不见旁边的邻居。

### 命名空间

命名空间让每个容器只看见自己的进程。在宿主机上运行 `ps aux`，你会看见所有容器里的进程；在容器里运行，只看见自己的。

```bash
sudo unshare --pid --fork --mount-proc bash
ps aux
```

### 控制组

控制组限制它能用多少内存，最后的最后还限制处理器。内存用到上限，内核就会杀掉里面的进程。
"""
REVIEWED = BODY.replace("只看见自己的进程。在", "只看得见自己的进程。在").replace("杀掉里面的", "终止其中的")
ANSWERED = REVIEWED.replace("最后的最后还限制处理器", "也限制它能用多少处理器")
SUMMARY = "容器只是被内核蒙住眼睛的进程。三条命令，看清楚它是怎么做到的。"

people = cast()
for role, (username, name) in NAMES.items():
    user = getattr(people, role)
    user.username, user.first_name, user.email = username, name, f"{username}@example.org"
    user.set_password(username)
    user.save()
another = User.objects.create_user("asheng", "", "asheng", first_name="阿声", is_staff=True)
another.groups.set(people.translator.groups.all())
desk = Desk(people, timezone.now() - timedelta(days=2))


def later(**span: int) -> None:
    desk.now += timedelta(**(span or {"minutes": 40}))


def topic(title: str) -> Article:
    article = desk.topic(title=title, source_title="How containers isolate processes")
    later(minutes=5)
    return article


def save(article: Article, by: User, body: str) -> None:
    article.body, article.summary, article.category = body, SUMMARY, Category.objects.get(name="技术")
    manuscript.save(article, by=by, now=desk.now)
    later()


def written(title: str, source: str, by: User) -> Article:
    article = topic(source)
    desk.do(article, stages.CLAIM, by)
    later(hours=2)
    article.title, article.cover = title, "/data/attachment/album/202312/18/strata.png"
    for order, tag in enumerate(tagged(["容器", "内核"])):
        ArticleTag.objects.create(content_object=article, tag=tag, order=order)
    save(article, by, BODY)
    return article


def submitted(title: str, source: str) -> Article:
    article = written(title, source, another)
    desk.do(article, stages.SUBMIT, another)
    later()
    return article


def taken(title: str, source: str) -> Article:
    article = submitted(title, source)
    desk.do(article, stages.TAKE, people.reviewer)
    later()
    return article


def ready(title: str, source: str) -> Article:
    article = taken(title, source)
    save(article, people.reviewer, ANSWERED)
    desk.do(article, stages.APPROVE, people.reviewer)
    later()
    return article


def note(article: Article, quote: str, text: str) -> None:
    Note.objects.create(article=article, quote=quote, text=text, by=people.reviewer, at=desk.now)


def invited(name: str, address: str, *roles: str) -> Invitation:
    invitation = Invitation(email=address, name=name)
    invitations.invite(invitation, Group.objects.filter(name__in=roles), people.chief, timezone.now())
    return invitation


topic("Why I still use cron")
topic("A gentle introduction to eBPF")
ready("用 nftables 写第一条防火墙规则", "nftables by example")
SCHEDULED = (("一个内核补丁的旅程", "How a patch travels"), ("文件系统为什么要写日志", "Journals"))
for days, (title, source) in enumerate(SCHEDULED, 1):
    article = ready(title, source)
    at = timezone.now().replace(minute=0, second=0) + timedelta(days=days)
    desk.do(article, stages.SCHEDULE, people.publisher, at=at)
public = ready("给新手的 systemd 定时器", "systemd timers for beginners")
desk.do(public, stages.PUBLISH, people.publisher)
save(public, people.publisher, ANSWERED + "\n补上了漏掉的一句。\n")
submitted("用一台旧电脑搭家庭相册", "A photo album at home")
taken("为什么我仍在用 Vim", "Why I still use Vim")
returned = written("容器是怎样隔离进程的", "How containers isolate processes", people.translator)
desk.do(returned, stages.SUBMIT, people.translator)
later()
desk.do(returned, stages.TAKE, people.reviewer)
later()
save(returned, people.reviewer, REVIEWED)
note(returned, "最后的最后还限制处理器", "“最后的最后”读不通，请改得顺一些。")
note(returned, "", "题图请补上来源。")
later()
desk.do(returned, stages.RETURN, people.reviewer)
later()
save(returned, people.translator, ANSWERED)
invited("青禾", "qinghe@example.org", "译者")
accepted = invited("云起", "yunqi@example.org", "译者", "校对")
account = invitations.new_account(accepted)
account.username = "yunqi"
invitations.accept(accepted, account, timezone.now())
late = invited("老杨", "laoyang@example.org", "发布")
Invitation.objects.filter(pk=late.pk).update(sent_at=timezone.now() - timedelta(days=9))
invitations.withdraw(invited("小舟", "xiaozhou@example.org", "选题"), people.chief, timezone.now())
deed = audit.Deed(people.chief, timezone.now())
SiteSettings.objects.get_or_create(pk=1)
audit.update(SiteSettings.objects.filter(pk=1), deed, tagline="人人都能读懂的开源，由志愿者译写")
