"""Situations: what the conditions of a move look at, for many articles in few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q

from articles import manuscript
from articles.models import Article, ArticleTag, Claim, Credit, Note, Publication, Revision
from articles.roles import Role
from articles.stages import OPEN_STAGES, Stage
from articles.text.sources import source_key

CHECKED = (Stage.DRAFTING, Stage.REVIEW, Stage.READY, Stage.PUBLISHED)
MAKERS = (Role.TRANSLATOR, Role.AUTHOR)
# Of a published article the source matters where the publication may be taken back to work.
SOURCE_MATTERS = (Stage.ARCHIVED, Stage.PUBLISHED)


@dataclass(slots=True)
class Situation:
    """`submitted`: the claim whose text is in review. `makers`: accounts of those who translated or wrote it.

    `rivals`: other articles of the same source, those in work before those published.
    """

    article: Article
    body: str = ""
    work: Claim | None = None
    review: Claim | None = None
    submitted: Claim | None = None
    makers: set[int] = field(default_factory=set)
    tags: int = 0
    notes: int = 0
    publication: Publication | None = None
    differs: bool = False
    rivals: list[Article] = field(default_factory=list)

    @property
    def holder(self) -> int | None:
        """Whose text it is: who works on it, or who submitted what is in review."""
        claim = self.submitted if self.article.stage == Stage.REVIEW else self.work
        return claim.holder_id if claim else None

    @property
    def reviewer(self) -> int | None:
        return self.review.holder_id if self.review else None

    def shows_other_than(self, revision: int) -> bool:
        return self.publication is not None and self.publication.revision_id != revision


def situation(article: Article) -> Situation:
    """Also of an article that is not saved yet."""
    return situations([article])[0]


def situations(articles: Sequence[Article]) -> list[Situation]:
    """In the order of the articles. At most twelve queries, whatever their number."""
    found = [Situation(article) for article in articles]
    saved = {each.article.pk: each for each in found if each.article.pk}
    _learn_bodies(found)
    _learn_claims(saved)
    _learn_makers(_in(saved, Stage.TOPIC, Stage.REVIEW))
    _learn_tags(_in(saved, Stage.REVIEW, Stage.READY))
    _learn_notes(_in(saved, Stage.REVIEW))
    _learn_publications(_in(saved, Stage.PUBLISHED))
    _learn_rivals([each for each in found if not each.article.pk or each.article.stage in SOURCE_MATTERS])
    return found


Known = dict[int, Situation]


def _in(known: Known, *stages: Stage) -> Known:
    return {pk: each for pk, each in known.items() if each.article.stage in stages}


def _learn_bodies(found: Iterable[Situation]) -> None:
    """Lists leave the bodies out of their rows."""
    deferred = {}
    for each in found:
        if "body" not in each.article.get_deferred_fields():
            each.body = each.article.body
        elif each.article.stage in CHECKED:
            deferred[each.article.pk] = each
    if deferred:
        for pk, body in Article.objects.filter(pk__in=deferred).values_list("pk", "body"):
            deferred[pk].body = body


def _learn_claims(known: Known) -> None:
    wanted = Q(closed_at=None) | Q(outcome=Claim.Outcome.SUBMITTED)
    claims = Claim.objects.filter(wanted, article__in=known).select_related("holder").order_by("pk") if known else ()
    for claim in claims:
        each = known[claim.article_id]
        if claim.closed_at:
            each.submitted = claim
        elif claim.kind == Claim.Kind.WORK:
            each.work = claim
        else:
            each.review = claim


def _learn_makers(known: Known) -> None:
    if known:
        made = Credit.objects.filter(article__in=known, role__in=MAKERS, contributor__user__isnull=False)
        for pk, user in made.values_list("article", "contributor__user"):
            known[pk].makers.add(user)


def _learn_tags(known: Known) -> None:
    if known:
        tags = ArticleTag.objects.filter(content_object__in=known).order_by().values_list("content_object")
        for pk, count in tags.annotate(Count("pk")):
            known[pk].tags = count


def _learn_notes(known: Known) -> None:
    if known:
        notes = Note.objects.unresolved().filter(article__in=known).order_by().values_list("article")
        for pk, count in notes.annotate(Count("pk")):
            known[pk].notes = count


def _learn_publications(known: Known) -> None:
    if not known:
        return
    for publication in Publication.objects.filter(pk__in=known).select_related("revision"):
        known[publication.pk].publication = publication
    newest = Revision.objects.filter(article__in=known).order_by().values_list("article").annotate(Max("pk"))
    # Only where something was saved since is it worth a look at what.
    later = [(known[pk], known[pk].publication) for pk, revision in newest if known[pk].shows_other_than(revision)]
    differing = manuscript.differing((each.article, each.body, shown.revision) for each, shown in later if shown)
    for pk in differing:
        known[pk].differs = True


def _learn_rivals(concerned: Sequence[Situation]) -> None:
    by_key: dict[str, list[Situation]] = defaultdict(list)
    for each in concerned:
        by_key[source_key(each.article.source_url)].append(each)
    by_key.pop("", None)
    if by_key:
        # Stages are sorted out here: SQLite would rather look at all that is published than for the sources.
        rows = Article.objects.filter(source_key__in=by_key).only("pk", "number", "title", "stage", "source_key")
        rivals = [row for row in rows if row.stage in {*OPEN_STAGES, Stage.PUBLISHED}]
        for rival in sorted(rivals, key=lambda row: (row.stage == Stage.PUBLISHED, row.number or 0)):
            for each in by_key[rival.source_key]:
                if each.article.pk != rival.pk:
                    each.rivals.append(rival)
