# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import api, fields, models
from odoo.tools import split_every

from ..scheduled import CONCURRENCY_ERRORS, error_text, run_each

_logger = logging.getLogger(__name__)

REFRESH_BATCH = 500  # contracts worked out together


class NumerianExercice(models.Model):
    """Refreshing what an exercice is due: by hand, each night, after a campaign."""

    _inherit = "numerian.exercice"

    refreshed_on = fields.Datetime(string="Figures Of", readonly=True, copy=False)
    refresh_error = fields.Text(readonly=True, copy=False)

    def action_refresh(self):
        """Work out again what is due and open; anybody who reads may ask for it."""
        self._refresh_positions()
        return True

    def _refresh_positions(self, contracts=None):
        """Bring the positions in line with the ledger.

        :param contracts: only those of these contracts; all of them when not given
        """
        self.check_access("read")
        # sudo: sums must be complete, whoever asks; readers write no exercice, but may
        # have it refreshed, and nothing is written but the result
        for exercice in self.sudo():
            company = exercice.company_id
            exercice.with_company(company)._replace_positions(contracts)
            if contracts is None:
                exercice.write(exercice._prepare_refresh_vals())

    @api.model
    def _prepare_refresh_vals(self, error=False):
        return {"refreshed_on": fields.Datetime.now(), "refresh_error": error}

    def _replace_positions(self, contracts):
        """Batch by batch: however many contracts there are, memory holds a few."""
        self.ensure_one()
        # What archived contracts were billed belongs to the exercice too.
        self = self.with_context(active_test=False)
        model = self.env["numerian.billing.position"]
        found = model._search_contracts(self.company_id, contracts)
        model._remove_others(self, found, contracts)
        for batch in split_every(REFRESH_BATCH, found.ids, found.browse):
            book = self.env["numerian.billing.ledger"]._get_book(batch)
            rows = model._prepare_rows(self, book, model._read_lines(book))
            model._replace(self, rows, batch)
            self.env.invalidate_all()

    def _refresh_after(self, contracts):
        """Refresh after a campaign, which is done whatever happens here."""
        try:
            with self.env.cr.savepoint():
                self._refresh_positions(contracts)
        except CONCURRENCY_ERRORS:
            raise
        except Exception as error:
            _logger.info("Exercice %s not refreshed: %s", self.ids, error)
            # sudo: see _refresh_positions; the night refreshes it whole
            self.sudo().refresh_error = error_text(error)

    def _record_refresh_error(self, error):
        # sudo: see _refresh_positions
        self.sudo().write(self._prepare_refresh_vals(error_text(error)))

    @api.model
    def _cron_refresh_positions(self):
        """Refresh each exercice once a day, alone; see ``run_each``."""
        exercices = self.search(
            self._get_to_refresh_domain(), order="refreshed_on NULLS FIRST, id"
        )
        run_each(
            exercices,
            lambda exercice: exercice._refresh_positions(),
            lambda exercice, error: exercice._record_refresh_error(error),
        )

    @api.model
    def _get_to_refresh_domain(self):
        return [
            "|",
            ("refreshed_on", "=", False),
            ("refreshed_on", "<", fields.Datetime.today()),
        ]
