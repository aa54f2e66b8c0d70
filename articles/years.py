"""Days and years of Shanghai: as half-open ranges of time, and as what the database counts by."""

from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils import timezone

from articles.models.publication import NUMBER_BITS

EPOCH = date(1970, 1, 1)
SHANGHAI = timedelta(hours=8)
DAY = 86400 << NUMBER_BITS  # in positions
DAY_BEGINS = int(SHANGHAI.total_seconds()) << NUMBER_BITS

# The day of a position, from 0 for 1 January 1970.
DAY_OF_POSITION = (F("position") + DAY_BEGINS) / DAY
# Its year: from 1969 to 2099 every fourth one is a leap year, so that whole numbers are enough.
YEAR_OF_POSITION = ((DAY_OF_POSITION + 365) * 4 + 3) / 1461 + 1969


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_fixed_timezone(SHANGHAI))


def span(year: int) -> tuple[datetime, datetime]:
    """From the first moment of the year to the first one after it."""
    return midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))


def day(number: int) -> date:
    return EPOCH + timedelta(days=number)


def date_of(position: int) -> date:
    return day((position + DAY_BEGINS) // DAY)


def year_of(position: int) -> int:
    """As YEAR_OF_POSITION has it."""
    return (((position + DAY_BEGINS) // DAY + 365) * 4 + 3) // 1461 + 1969
