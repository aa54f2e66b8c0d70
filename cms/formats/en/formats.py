"""Times in English as an editor in Beijing reads them, and without the stop of "p.m." before that of a sentence."""

SHORT_DATETIME_FORMAT = "Y-m-d H:i"
