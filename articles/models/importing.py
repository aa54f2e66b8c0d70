"""What an import remembers: the archive's record of an article, the runs, and what became of each file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class ImportRun(models.Model):
    class Status(models.TextChoices):
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")
        ROLLED_BACK = "rolled back", _("Rolled back")

    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.RUNNING)
    options = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"#{self.pk} {self.started_at:%Y-%m-%d %H:%M}"


class ArchiveRecord(models.Model):
    """An imported article as it was: front matter without the comments (they are rows), layout, folder, hashes.

    `version` is the article's version right after the import: a higher one means that an editor changed it since.
    `revision` is the number of the revision that holds what was imported.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="archive_record")
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="+", db_index=False)
    layout = models.CharField(max_length=1)
    folder = models.TextField(blank=True)
    front_matter = models.JSONField()
    body_sha256 = models.CharField(max_length=64)
    file_sha256 = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    addresses_dropped = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.folder}/{self.article_id}"


class ArchivedHead(models.Model):
    """Private: the raw head of a file where writing its front matter again would differ; holds posters' addresses."""

    record = models.OneToOneField(ArchiveRecord, models.CASCADE, primary_key=True, related_name="head")
    text = models.TextField()

    def __str__(self) -> str:
        return str(self.record_id)


class ImportedFile(models.Model):
    """What became of one file in one run.

    `folder`: as in ArchiveRecord. `previous`: of an updated article, the file that an export would have written before;
    `shown` and `manuscript`: the revisions that were public and last before, for the rollback.
    """

    class Outcome(models.TextChoices):
        CREATED = "created", _("created")
        UPDATED = "updated", _("updated")
        UNCHANGED = "unchanged", _("unchanged")
        KEPT = "kept", _("kept")
        REFUSED = "refused", _("refused")
        SKIPPED = "skipped", _("skipped")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="files")
    path = models.TextField()
    folder = models.TextField(blank=True)
    number = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(blank=True)
    line = models.PositiveIntegerField(null=True)
    warnings = models.JSONField(default=list)
    previous = models.BinaryField(null=True)
    manuscript = models.PositiveIntegerField(null=True)
    shown = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        indexes = [
            models.Index(fields=["number"], name="importedfile_number"),
            models.Index(fields=["outcome", "id"], name="importedfile_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.outcome}"
