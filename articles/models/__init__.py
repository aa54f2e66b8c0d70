"""The record: one noun a file."""

from .article import Article, Kind
from .autosave import Autosave
from .change import Change, ChangeStands
from .claim import Claim
from .comment import Comment, CommentOrigin
from .faceted import Faceted
from .history import StageChange
from .importing import ArchivedHead, ArchiveRecord, ImportedFile, ImportRun
from .invitation import Invitation
from .note import Note
from .notice import Notice, Preferences
from .part import Part
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
from .readers import Like, RateLimit, ReaderReport
from .revision import Revision
from .site import Edition, MenuItem, Page, SiteSettings
from .taxonomy import ArticleTag, Category, CategoryAlias, Tag, TagAlias
from .total import Total

__all__ = [
    "Alias",
    "ArchiveRecord",
    "ArchivedHead",
    "Article",
    "ArticleTag",
    "Autosave",
    "Byline",
    "Category",
    "CategoryAlias",
    "Change",
    "ChangeStands",
    "Claim",
    "Comment",
    "CommentOrigin",
    "Contributor",
    "Counts",
    "Credit",
    "Edition",
    "Faceted",
    "Gone",
    "ImportRun",
    "ImportedFile",
    "Invitation",
    "Kind",
    "Like",
    "Listing",
    "MenuItem",
    "Note",
    "Notice",
    "OldPath",
    "Page",
    "Part",
    "Preferences",
    "Publication",
    "PublicationTag",
    "PublishedText",
    "RateLimit",
    "ReaderReport",
    "RelatedNumber",
    "Revision",
    "SiteSettings",
    "StageChange",
    "Tag",
    "TagAlias",
    "Total",
    "ceiling",
    "position",
]
