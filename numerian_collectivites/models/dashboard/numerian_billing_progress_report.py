# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL

from ..selections import MONTHS_OF_YEAR

LATER, UNPLANNED = "13", "14"
MONTHS = [*MONTHS_OF_YEAR, (LATER, "Next year"), (UNPLANNED, "Not planned")]

KINDS = [("1_due", "Due"), ("2_billed", "Billed so far"), ("3_draft", "In draft")]
DUE, BILLED, DRAFT = (kind for kind, _label in KINDS)


class NumerianBillingProgressReport(models.Model):
    """What an exercice is due and billed, month by month. Excluding VAT.

    Due: each position in the month that the calendar plans it. Billed: each invoice or
    credit line of a period of the exercice, in the month of its document, whatever the
    year in which it was made; a month before January counts in January, one after
    December as "next year". What a former software billed counts where its period
    begins. Read live from the documents; what is due, from the last refresh.
    """

    _name = "numerian.billing.progress.report"
    _description = "Billed and Due by Month"
    _auto = False
    _order = "exercice_id desc, month, service_family_id, partner_id, id"
    _rec_name = "contract_line_id"
    _depends = {
        "account.move.line": [
            "balance",
            "billing_period_start",
            "company_id",
            "contract_line_id",
            "date",
            "display_type",
            "invoice_date",
            "move_id",
            "parent_state",
        ],
        "contract.line": ["commercial_partner_id", "service_family_id"],
        "numerian.billing.adjustment": [
            "amount",
            "company_id",
            "contract_line_id",
            "kind",
            "period_start",
        ],
        "numerian.exercice": ["company_id", "date_end", "date_start", "year"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    exercice_id = fields.Many2one("numerian.exercice", readonly=True)
    month = fields.Selection(MONTHS, readonly=True)
    service_family_id = fields.Many2one("numerian.service.family", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Authority", readonly=True)
    contract_line_id = fields.Many2one("contract.line", string="Service", readonly=True)
    move_id = fields.Many2one("account.move", string="Document", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    amount = fields.Monetary(
        readonly=True,
        help="Excluding VAT; group by kind: due and billed do not add up.",
    )
    due_amount = fields.Monetary(string="Due", readonly=True, help="Excluding VAT.")
    billed_amount = fields.Monetary(
        string="Billed So Far", readonly=True, help="Posted documents, excluding VAT."
    )
    draft_amount = fields.Monetary(
        string="In Draft", readonly=True, help="Documents not posted yet, excl. VAT."
    )
    open_amount = fields.Monetary(
        string="Still to Bill",
        readonly=True,
        help="Due less billed, excluding VAT, as of the last refresh.",
    )

    @property
    def _table_query(self):
        return SQL(
            "%s UNION ALL %s UNION ALL %s",
            self._select_positions(),
            self._select_documents(),
            self._select_openings(),
        )

    def _select_positions(self):
        return SQL(
            """
            SELECT p.id::bigint * 3 AS id, e.company_id, p.exercice_id,
                %(month)s AS month,
                p.service_family_id, p.partner_id, p.contract_line_id,
                NULL::integer AS move_id, %(due)s AS kind, p.due_amount AS amount,
                p.due_amount, 0.0 AS billed_amount, 0.0 AS draft_amount, p.open_amount
            FROM numerian_exercice e
            JOIN numerian_billing_position p ON p.exercice_id = e.id
            """,
            month=self._get_month(SQL("p.planned_date")),
            due=DUE,
        )

    def _select_documents(self):
        """LEFT JOIN: PostgreSQL leaves it out when nobody asks for the family."""
        return SQL(
            """
            SELECT l.id::bigint * 3 + 1, e.company_id, e.id, %(month)s,
                c.service_family_id, c.commercial_partner_id, l.contract_line_id,
                l.move_id,
                CASE WHEN l.parent_state = 'posted' THEN %(billed)s ELSE %(draft)s END,
                -l.balance, 0.0,
                CASE WHEN l.parent_state = 'posted' THEN -l.balance ELSE 0.0 END,
                CASE WHEN l.parent_state = 'draft' THEN -l.balance ELSE 0.0 END, 0.0
            FROM numerian_exercice e
            JOIN account_move_line l ON l.company_id = e.company_id
                AND l.billing_period_start BETWEEN e.date_start AND e.date_end
            LEFT JOIN contract_line c ON c.id = l.contract_line_id
            WHERE l.contract_line_id IS NOT NULL AND l.display_type = 'product'
                AND l.parent_state != 'cancel'
            """,
            month=self._get_month(SQL("COALESCE(l.invoice_date, l.date)")),
            billed=BILLED,
            draft=DRAFT,
        )

    def _select_openings(self):
        return SQL(
            """
            SELECT a.id::bigint * 3 + 2, e.company_id, e.id, %(month)s,
                c.service_family_id, c.commercial_partner_id, a.contract_line_id,
                NULL::integer,
                %(billed)s, a.amount, 0.0, a.amount, 0.0, 0.0
            FROM numerian_exercice e
            JOIN numerian_billing_adjustment a ON a.company_id = e.company_id
                AND a.period_start BETWEEN e.date_start AND e.date_end
            LEFT JOIN contract_line c ON c.id = a.contract_line_id
            WHERE a.kind = 'opening'
            """,
            month=self._get_month(SQL("a.period_start")),
            billed=BILLED,
        )

    def _get_month(self, day):
        """Return the month of a day in the exercice ``e``."""
        return SQL(
            """CASE WHEN %(day)s IS NULL THEN %(unplanned)s
                WHEN %(day)s < e.date_start THEN '01'
                WHEN %(day)s > e.date_end THEN %(later)s
                ELSE to_char(%(day)s, 'MM') END""",
            day=day,
            unplanned=UNPLANNED,
            later=LATER,
        )

    def action_open_source(self):
        """Open the document, or the contract that is due."""
        self.ensure_one()
        record = self.move_id or self.contract_line_id.contract_id
        return record.get_formview_action()
