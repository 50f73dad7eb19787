# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What every scheduled action over independent records needs; no model here."""

import logging

from psycopg2 import errors

from odoo import modules
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

CONCURRENCY_ERRORS = (
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.LockNotAvailable,
)


def run_each(records, step, record_error):
    """Do a step on each record, apart: one that fails leaves the others alone.

    Each is committed at once, so that what is done stays done when time is up or the
    process dies. A record that another process holds is left for the next run.

    :param step: takes a record; an error undoes what it did to this record only
    :param record_error: takes the record and the error, which nobody else will see
    """
    env = records.env
    commit_progress(env, remaining=len(records))
    for record in records:
        try:
            with env.cr.savepoint():
                step(record)
        except CONCURRENCY_ERRORS as error:
            if modules.module.current_test:  # nothing to roll back to
                raise
            _logger.info("%s left for the next run: %s", record, error)
            env.cr.rollback()
        except Exception as error:
            # An error that its message explains is for people, others for developers.
            expected = isinstance(error, UserError)
            _logger.log(
                logging.INFO if expected else logging.ERROR,
                "%s failed: %s",
                record,
                error,
                exc_info=not expected,
            )
            record_error(record, error)
        if not commit_progress(env, processed=1):
            break


def error_text(error):
    """Return what to show people of an error."""
    return str(error) if isinstance(error, UserError) else repr(error)


def commit_progress(env, processed=0, remaining=None):
    """Keep what is done; return the seconds left for the scheduled action."""
    if modules.module.current_test:  # a test rolls back what it does
        return float("inf")
    return env["ir.cron"]._commit_progress(processed, remaining=remaining)
