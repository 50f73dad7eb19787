# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL

KINDS = [
    ("1_received", "Received"),
    ("2_overdue", "Overdue"),
    ("3_expected", "Billed, to receive"),
    ("4_draft", "In draft"),
    ("5_forecast", "Still to bill"),
    ("6_unplanned", "Still to bill, no campaign"),
    ("7_scheduled", "Due date of invoices"),
]
# Cash in and to come, each euro once; "scheduled" compares with what is received.
RECEIVED, OVERDUE, EXPECTED, DRAFT, FORECAST, UNPLANNED, SCHEDULED = (
    kind for kind, _label in KINDS
)

OF_CAMPAIGN = "JOIN account_move m ON m.billing_campaign_id = c.id"
CREDITS_OF_THEM = """
    JOIN account_move origin ON origin.billing_campaign_id = c.id
    JOIN account_move m ON m.reversed_entry_id = origin.id
        AND m.billing_campaign_id IS NULL
"""


class NumerianBillingCashReport(models.Model):
    """Cash of the campaigns, by date: received, to come, forecast. Including VAT.

    Received: what is reconciled with the invoices, at the date of the payment (refunds
    below zero). Overdue amounts are expected today. What is not billed yet comes from
    the positions: next campaign, payment terms, VAT estimated from the service's taxes;
    without a campaign to come it has no date. Invoices and credit notes of campaigns,
    and credit notes of these invoices.
    """

    _name = "numerian.billing.cash.report"
    _description = "Cash Forecast"
    _auto = False
    _order = "date, kind, partner_id, id"
    _rec_name = "partner_id"
    _depends = {
        "account.move": [
            "billing_campaign_id",
            "commercial_partner_id",
            "company_id",
            "move_type",
            "reversed_entry_id",
            "state",
        ],
        "account.move.line": [
            "amount_residual",
            "balance",
            "date",
            "date_maturity",
            "display_type",
            "move_id",
        ],
        "account.partial.reconcile": ["amount", "credit_move_id", "debit_move_id"],
        "numerian.billing.campaign": ["exercice_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    exercice_id = fields.Many2one("numerian.exercice", readonly=True)
    date = fields.Date(readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    partner_id = fields.Many2one("res.partner", string="Authority", readonly=True)
    move_id = fields.Many2one("account.move", string="Document", readonly=True)
    contract_line_id = fields.Many2one("contract.line", string="Service", readonly=True)
    amount = fields.Monetary(readonly=True, help="Including VAT.")

    @property
    def _table_query(self):
        return SQL(
            """
            WITH document AS NOT MATERIALIZED (%s UNION ALL %s)
            %s UNION ALL %s UNION ALL %s UNION ALL %s UNION ALL %s
            """,
            self._select_documents(SQL(OF_CAMPAIGN)),
            self._select_documents(SQL(CREDITS_OF_THEM)),
            self._select_received(SQL("debit_move_id"), SQL("credit_move_id"), 1),
            self._select_received(SQL("credit_move_id"), SQL("debit_move_id"), -1),
            self._select_to_receive(),
            self._select_scheduled(),
            self._select_positions(),
        )

    def _select_documents(self, link):
        """Return the receivable lines of the documents that campaigns led to.

        :param link: joins a document ``m`` to its campaign ``c``
        """
        return SQL(
            """
            SELECT l.id AS line_id, l.date_maturity, l.balance, l.amount_residual,
                m.id AS move_id, m.company_id, m.state, m.commercial_partner_id,
                c.exercice_id
            FROM numerian_billing_campaign c
            %s
            JOIN account_move_line l ON l.move_id = m.id
                AND l.display_type = 'payment_term'
            WHERE m.move_type IN ('out_invoice', 'out_refund')
                AND m.state IN ('draft', 'posted')
            """,
            link,
        )

    def _select_received(self, own, other, sign):
        """Return what is matched with documents, but by one another."""
        return SQL(
            """
            SELECT r.id::bigint * 8 + %(rank)s AS id, d.company_id, d.exercice_id,
                l.date AS date, %(kind)s AS kind, d.commercial_partner_id AS partner_id,
                d.move_id, NULL::integer AS contract_line_id,
                %(sign)s * r.amount AS amount
            FROM document d
            JOIN account_partial_reconcile r ON r.%(own)s = d.line_id
            JOIN account_move_line l ON l.id = r.%(other)s
            JOIN account_move m ON m.id = l.move_id
            WHERE m.move_type NOT IN ('out_invoice', 'out_refund')
            """,
            rank=0 if sign > 0 else 1,
            kind=RECEIVED,
            sign=sign,
            own=own,
            other=other,
        )

    def _select_to_receive(self):
        return SQL(
            """
            SELECT line_id::bigint * 8 + 2, company_id, exercice_id,
                GREATEST(date_maturity, %(today)s),
                CASE WHEN state = 'draft' THEN %(draft)s
                    WHEN date_maturity < %(today)s THEN %(overdue)s
                    ELSE %(expected)s END,
                commercial_partner_id, move_id, NULL::integer,
                CASE WHEN state = 'draft' THEN balance ELSE amount_residual END
            FROM document
            WHERE state = 'draft' OR amount_residual != 0
            """,
            today=self._get_today(),
            draft=DRAFT,
            overdue=OVERDUE,
            expected=EXPECTED,
        )

    def _select_scheduled(self):
        return SQL(
            """
            SELECT line_id::bigint * 8 + 3, company_id, exercice_id, date_maturity, %s,
                commercial_partner_id, move_id, NULL::integer, balance
            FROM document
            WHERE state = 'posted'
            """,
            SCHEDULED,
        )

    def _select_positions(self):
        return SQL(
            """
            SELECT id::bigint * 8 + 4, company_id, exercice_id,
                CASE WHEN expected_date IS NOT NULL
                    THEN GREATEST(expected_date, %(today)s) END,
                CASE WHEN expected_date IS NULL THEN %(unplanned)s
                    ELSE %(forecast)s END,
                partner_id, NULL::integer, contract_line_id, open_amount_incl_vat
            FROM numerian_billing_position
            WHERE open_amount != 0
            """,
            today=self._get_today(),
            forecast=FORECAST,
            unplanned=UNPLANNED,
        )

    def _get_today(self):
        return SQL("%s::date", fields.Date.context_today(self))

    def action_open_source(self):
        """Open the document, or the contract that is still to bill."""
        self.ensure_one()
        record = self.move_id or self.contract_line_id.contract_id
        return record.get_formview_action()
