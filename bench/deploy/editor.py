"""A process of the desk, fed to `manage.py shell`: does what each line of JSON asks for, and says when."""

import io
import json
import sys
import time
from datetime import timedelta

from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone

from articles import editions, stages
from articles.models import Article
from tests.cast import cast
from tests.desk import Desk

committed = [0.0]
editions.LISTENERS.append(lambda: committed.append(time.time()))
people = cast()
desk = Desk(people, timezone.now() - timedelta(days=1))
say = sys.stdout


def act(asked: dict[str, str]) -> dict[str, object]:
    """`number`: the public one of the article; `at`: seconds since the epoch when its edition was committed."""
    desk.now = timezone.now()
    if asked["act"] == "import":
        call_command("import_posts", asked["folder"], processes=0, stdout=io.StringIO())
        return {"at": committed[-1]}
    if asked["act"] == "ready":
        return {"id": desk.ready(title=asked["title"]).pk}
    article = Article.objects.get(pk=asked["id"])
    if asked["act"] == "publish":
        desk.do(article, stages.PUBLISH, people.publisher)
    elif asked["act"] == "update":
        desk.written(article, by=people.publisher, body=asked["body"])
        desk.do(article, stages.UPDATE, people.publisher)
    elif asked["act"] == "withdraw":
        desk.do(article, stages.WITHDRAW, people.publisher)
    return {"number": article.number, "at": committed[-1]}


print(json.dumps({"ready": True}), file=say, flush=True)
for line in sys.stdin:
    close_old_connections()
    try:
        answer = act(json.loads(line))
    finally:
        close_old_connections()
    print(json.dumps(answer), file=say, flush=True)
