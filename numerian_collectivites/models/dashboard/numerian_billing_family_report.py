# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL

# id = exercice * FAMILIES + family: the exercices of some rows are read from their ids
FAMILIES = 1_000_000


class NumerianBillingFamilyReport(models.Model):
    """What an exercice is due and billed, by family: a row of the dashboard."""

    _name = "numerian.billing.family.report"
    _description = "Billed and Due by Service Family"
    _auto = False
    _order = "exercice_id desc, due_amount desc, id"
    _rec_name = "service_family_id"
    _depends = {"numerian.billing.progress.report": ["billed_amount"]}

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    exercice_id = fields.Many2one("numerian.exercice", readonly=True)
    service_family_id = fields.Many2one("numerian.service.family", readonly=True)
    due_amount = fields.Monetary(string="Due", readonly=True, help="Excluding VAT.")
    billed_amount = fields.Monetary(
        string="Billed So Far", readonly=True, help="Posted documents, excluding VAT."
    )
    draft_amount = fields.Monetary(
        string="In Draft", readonly=True, help="Documents not posted yet, excl. VAT."
    )
    open_amount = fields.Monetary(
        string="Still to Bill", readonly=True, help="As of the last refresh, excl. VAT."
    )
    billed_percent = fields.Float(
        string="Billed (%)", readonly=True, aggregator="avg", digits=(5, 1)
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT exercice_id::bigint * %(families)s + COALESCE(service_family_id, 0)
                    AS id,
                company_id, exercice_id, service_family_id,
                SUM(due_amount) AS due_amount, SUM(billed_amount) AS billed_amount,
                SUM(draft_amount) AS draft_amount, SUM(open_amount) AS open_amount,
                ROUND(100 * SUM(billed_amount) / NULLIF(SUM(due_amount), 0), 1)
                    AS billed_percent
            FROM (%(progress)s) progress
            GROUP BY company_id, exercice_id, service_family_id
            """,
            families=FAMILIES,
            progress=self.env["numerian.billing.progress.report"]._table_query,
        )

    def _as_query(self, ordered=True):
        """Read the exercices of these rows only: PostgreSQL cannot tell from an id."""
        query = super()._as_query(ordered)
        exercices = {record_id // FAMILIES for record_id in self._ids}
        query.add_where(
            SQL(
                "%s = ANY(%s)", SQL.identifier(query.table, "exercice_id"), [*exercices]
            )
        )
        return query

    def action_open_positions(self):
        self.ensure_one()
        return self.exercice_id._get_positions_action(
            [("service_family_id", "=", self.service_family_id.id)]
        )
