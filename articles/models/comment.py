"""Comments that came with the archive; nobody writes new ones."""

from django.db import models

from .article import Article


class Comment(models.Model):
    """An archived comment. `message` is the HTML as archived, `html` its sanitised form; only the latter is shown."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="comments", db_index=False)
    position = models.PositiveIntegerField()
    username = models.TextField()
    message = models.TextField()
    html = models.TextField()
    posted_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["article", "position"], name="comment_position_once")]

    def __str__(self) -> str:
        return f"{self.username} {self.posted_at:%Y-%m-%d}"


class CommentOrigin(models.Model):
    """Private: where a comment came from. `username` only where an address in it is masked in public."""

    comment = models.OneToOneField(Comment, models.CASCADE, primary_key=True, related_name="origin")
    address = models.TextField(blank=True)
    username = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.comment_id)
