"""What an import remembers: the archive's record of an article, the runs, and what became of each file."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .article import Article


class ImportRun(models.Model):
    class Status(models.TextChoices):
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")
        ROLLED_BACK = "rolled back", _("Rolled back")

    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.RUNNING)
    options = models.JSONField(_("options"), default=dict)
    totals = models.JSONField(_("totals"), default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"#{self.pk} {timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"


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
    """Private: the head of a file as it stands, so that writing it again needs no YAML; holds posters' addresses."""

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
        CREATED = "created", pgettext_lazy("outcome", "created")
        UPDATED = "updated", pgettext_lazy("outcome", "updated")
        UNCHANGED = "unchanged", pgettext_lazy("outcome", "unchanged")
        KEPT = "kept", pgettext_lazy("outcome", "kept")
        REFUSED = "refused", pgettext_lazy("outcome", "refused")
        SKIPPED = "skipped", pgettext_lazy("outcome", "skipped")

    run = models.ForeignKey(ImportRun, models.CASCADE, verbose_name=_("import"), related_name="files")
    path = models.TextField(_("path"))
    folder = models.TextField(_("folder"), blank=True)
    number = models.PositiveIntegerField(_("number"), null=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    line = models.PositiveIntegerField(_("line"), null=True)
    warnings = models.JSONField(_("warnings"), default=list)
    previous = models.BinaryField(null=True)
    manuscript = models.PositiveIntegerField(_("manuscript before"), null=True)
    shown = models.PositiveIntegerField(_("shown before"), null=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        indexes = [
            models.Index(fields=["number"], name="importedfile_number"),
            models.Index(fields=["outcome", "id"], name="importedfile_outcome"),
        ]

    def __str__(self) -> str:
        return self.path
