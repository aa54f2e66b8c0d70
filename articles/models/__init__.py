"""The record: one noun a file."""

from .article import Article, Kind
from .comment import Comment, CommentOrigin
from .history import StageChange
from .importing import ArchivedHead, ArchiveRecord, ImportedFile, ImportRun
from .people import Alias, Contributor, Credit
from .publication import (
    Byline,
    Counts,
    Gone,
    Listing,
    OldPath,
    Publication,
    PublicationTag,
    PublishedText,
    RelatedNumber,
    ceiling,
    position,
)
from .revision import Revision
from .site import Edition
from .taxonomy import ArticleTag, Category, Tag

__all__ = [
    "Alias",
    "ArchiveRecord",
    "ArchivedHead",
    "Article",
    "ArticleTag",
    "Byline",
    "Category",
    "Comment",
    "CommentOrigin",
    "Contributor",
    "Counts",
    "Credit",
    "Edition",
    "Gone",
    "ImportRun",
    "ImportedFile",
    "Kind",
    "Listing",
    "OldPath",
    "Publication",
    "PublicationTag",
    "PublishedText",
    "RelatedNumber",
    "Revision",
    "StageChange",
    "Tag",
    "ceiling",
    "position",
]
