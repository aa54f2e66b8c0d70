"""The site as it is before anybody edited it: a name, menus, and the pages that each publication has."""

import secrets

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from articles.text.render import Site, render

# By place: label, label in English, address.
MENUS = {
    "top": (
        ("编辑推荐", "Editor's choice", "/choice/"),
        ("栏目与标签", "Topics", "/tags/"),
        ("往期", "Archive", "/archive/"),
        ("作译者", "People", "/people/"),
    ),
    "foot": (
        ("首页", "Front page", "/"),
        ("编辑推荐", "Editor's choice", "/choice/"),
        ("栏目与标签", "Topics", "/tags/"),
        ("往期", "Archive", "/archive/"),
        ("作译者", "People", "/people/"),
        ("排行榜", "Ranking", "/ranking/"),
        ("关于", "About", "/page/about/"),
        ("联系", "Contact", "/page/contact/"),
        ("版权", "Copyright", "/page/copyright/"),
    ),
}

ABOUT = """\
世界各地每天都有人写下值得一读的技术文章，其中大多数不是用中文写的。我们挑选其中的好文章，译成中文，仔细校对，让更多人读到。

## 一篇译文的来历

1. **选题**：编辑和读者从各国的技术网站、博客和邮件列表里找来文章，并确认它允许翻译。
2. **翻译**：译者认领一篇，译成通顺的中文；术语第一次出现时附上原文。
3. **校对**：由另一个人对照原文逐句校读。没有人校对自己的译文。
4. **发布**：编辑定稿。文章末尾写明原文地址、作者，以及选题、译者、校对各是谁。

文章发布以后仍会修订。有实质改动的，页面上会写明改动的日期和内容。

## 我们看重的事

- **忠于原文**。译文不增不减，我们自己的话写成译注，与正文分开。
- **署名**。每个人的工作都写在文章上，也汇集在[作译者](/people/)的页面里。
- **长久**。文章的地址不会改变，多年以前的链接今天仍然有效。撤下的文章会说明它曾经在这里。
- **安静**。没有弹窗，没有第三方的脚本，关掉脚本照样可以阅读。

这些文章由许多志愿者译成。如果你也想参加，请看[联系](/page/contact/)一页。
"""

CONTACT = """\
我们愿意听到读者的声音。

## 文章里有错

每篇文章末尾都有“报告错误”的链接：错字、漏译、失效的地址、过时的命令，都可以告诉我们。写明是哪一句，编辑会更快找到它。留下邮箱不是必需的，留下的邮箱只用来回复你。

## 推荐文章

读到好文章，把它的地址发给我们，再用一两句话说说为什么值得翻译。请先[查一查往期](/archive/)，也许已经有人译过了。

## 参加翻译和校对

翻译不要求经验，要求耐心：读懂原文，写出自己也愿意读的中文。你的第一篇译文会有校对者从头到尾陪你改一遍。

## 您是作者或权利人

如果您的文章被译成中文登在这里，而您有话要说，无论是更正、补充还是不同意，请告诉我们，我们会尽快处理。有关许可的说明见[版权](/page/copyright/)一页。
"""

COPYRIGHT = """\
## 译文与原创文章

除非文章末尾另有说明，本站的译文和原创文章采用页脚写明的许可协议发布。在它的条件之内，你可以自由地转载和改编，只需要：

- 写明作者、译者和校对的姓名；
- 附上本站文章的地址，译文还要附上原文的地址；
- 以相同的方式发布改编后的作品，不用于商业目的。

文章末尾写有另一种许可协议的，以那里写的为准。

## 原文

原文的权利属于它的作者和刊登它的网站。我们翻译的是以开放的许可协议发布、或者作者同意翻译的文章，原文的地址和许可写在每一篇译文的末尾。

## 代码、图片与评论

- 文章中的代码随文章发布，注明了自己的许可协议的除外。
- 图片来自原文或其作者；商标属于它们各自的所有者。
- 评论属于写下它的人，不代表本站的看法。

## 撤下文章

权利人认为一篇文章不应登在这里，可以通过[联系](/page/contact/)一页告诉我们。撤下的文章会立即从网站、搜索和订阅源中消失，它的地址会说明文章已经撤下。
"""

PAGES = (
    ("about", "关于", "About", ABOUT),
    ("contact", "联系", "Contact", CONTACT),
    ("copyright", "版权", "Copyright", COPYRIGHT),
)
NO_PICTURES = Site(hosts=frozenset(), picture_size=lambda _: None)


def make_site(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Only what is not there yet: the migration may have been taken back and come again."""
    settings = apps.get_model("articles", "SiteSettings").objects
    if not settings.exists():
        site, items = settings.create(), apps.get_model("articles", "MenuItem").objects
        for place, menu in MENUS.items():
            for order, (label, english, address) in enumerate(menu, 1):
                items.create(site=site, place=place, order=order, label=label, label_en=english, address=address)
    pages = apps.get_model("articles", "Page").objects
    for slug, title, english, body in PAGES:
        given = {"title": title, "title_en": english, "body": body, "html": render(body, NO_PICTURES).html}
        pages.get_or_create(slug=slug, defaults={**given, "updated_at": timezone.now()})


def start_edition(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was kept before the site had a name of its own is out of date."""
    edition, _ = apps.get_model("articles", "Edition").objects.get_or_create(pk=1)
    edition.number += 1
    edition.token = secrets.randbits(63)
    edition.save()


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_readers")]

    # Backwards, all of it stays: editors may have changed it since.
    operations = [
        migrations.RunPython(make_site, migrations.RunPython.noop),
        migrations.RunPython(start_edition, migrations.RunPython.noop),
    ]
