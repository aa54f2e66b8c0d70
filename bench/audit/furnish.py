"""What the sample lacks of what readers may meet: fed to `manage.py shell` on the audit's own site."""

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Publication, PublishedText, SiteSettings
from articles.stages import WITHDRAW
from articles.workflow import perform

chief = User.objects.get_or_create(username="furnisher", defaults={"is_superuser": True})[0]
perform(Article.objects.get(number=102), WITHDRAW, chief, now=timezone.now(), note="应原作者要求撤下")
corrected = Publication.objects.filter(number=459)
corrected.update(updated_at=timezone.now())
PublishedText.objects.filter(publication__in=corrected).update(correction="第三节的命令少了一个参数，已经补上。")
SiteSettings.objects.update_or_create(pk=1, defaults={"record_number": "京 ICP 备 00000000 号"})
