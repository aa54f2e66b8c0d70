"""Notices: who must know what of each move, of the clock and of readers; in the inbox, and by e-mail after commit."""

from .post import mail_again
from .switches import choose, chosen
from .telling import due_soon, overdue, reported, tell

__all__ = ["choose", "chosen", "due_soon", "mail_again", "overdue", "reported", "tell"]
