# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL

from .numerian_billing_progress_report import LATER, MONTHS

SERIES = [
    ("1_billed", "This exercice"),
    ("2_previous", "Previous exercice"),
    ("3_planned", "By the calendar"),
    ("4_target", "Target"),
]

LINES = """
    SELECT (e.id::bigint * 100 + lines.rank * 20 + m.month) AS id,
        e.company_id, e.id AS exercice_id, LPAD(m.month::text, 2, '0') AS month,
        lines.series, lines.percent
    FROM numerian_exercice e
    JOIN res_company c ON c.id = e.company_id
    LEFT JOIN numerian_exercice before
        ON before.company_id = e.company_id AND before.year = e.year - 1
    CROSS JOIN LATERAL (%(own)s) m
    LEFT JOIN LATERAL (%(before)s) b ON b.month = m.month
    CROSS JOIN LATERAL (VALUES
        (0, %(billed)s, m.billed),
        (1, %(previous)s, b.billed),
        (2, %(planned)s, m.planned),
        (3, %(target)s, ROUND(100 * c.billing_target_share::numeric * LEAST(
            m.month::numeric / c.billing_target_month::integer, 1), 1))
    ) AS lines(rank, series, percent)
    WHERE lines.percent IS NOT NULL
"""


class NumerianBillingShareReport(models.Model):
    """The share of an exercice billed at the end of each month, four lines to compare.

    Percent of what is due: billed, billed the year before, planned by the calendar, and
    the target of the company: a straight line up to its month, flat afterwards.
    """

    _name = "numerian.billing.share.report"
    _description = "Cumulative Share Billed"
    _auto = False
    _order = "exercice_id desc, month, series"
    _rec_name = "exercice_id"
    _depends = {
        "numerian.billing.progress.report": ["billed_amount"],
        "res.company": ["billing_target_month", "billing_target_share"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    exercice_id = fields.Many2one("numerian.exercice", readonly=True)
    month = fields.Selection(
        [month for month in MONTHS if month[0] <= LATER], readonly=True
    )
    series = fields.Selection(SERIES, string="Line", readonly=True)
    percent = fields.Float(
        string="Share Billed (%)", readonly=True, aggregator="avg", digits=(5, 1)
    )

    @property
    def _table_query(self):
        billed, previous, planned, target = (series for series, _label in SERIES)
        return SQL(
            LINES,
            own=self._select_months(SQL("e.id")),
            before=self._select_months(SQL("before.id")),
            billed=billed,
            previous=previous,
            planned=planned,
            target=target,
        )

    def _select_months(self, exercice):
        """Return the shares at the end of each month: nothing when nothing is due."""
        return SQL(
            """
            SELECT g.month,
                ROUND(100 * SUM(f.billed) FILTER (WHERE f.month <= g.month)
                    / NULLIF(SUM(f.due), 0), 1) AS billed,
                ROUND(100 * SUM(f.due) FILTER (WHERE f.month <= g.month)
                    / NULLIF(SUM(f.due), 0), 1) AS planned
            FROM generate_series(1, %(later)s) AS g(month)
            CROSS JOIN (
                SELECT month::integer AS month,
                    SUM(billed_amount) AS billed, SUM(due_amount) AS due
                FROM (%(progress)s) progress
                WHERE exercice_id = %(exercice)s
                GROUP BY 1
                UNION ALL SELECT 1, 0.0, 0.0
            ) f
            GROUP BY g.month
            """,
            later=int(LATER),
            progress=self.env["numerian.billing.progress.report"]._table_query,
            exercice=exercice,
        )
