"""Filters for the pages of the desk."""

from datetime import datetime

from django import template
from django.utils.timesince import timesince

register = template.Library()


@register.filter
def age(then: datetime, now: datetime) -> str:
    """In its largest unit: 3 days."""
    return timesince(then, now, depth=1)
