# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .account_move_titre import OBJECT_LENGTH

REASONS = [
    ("material_error", "Material error"),
    ("remission", "Remission"),
    ("non_recovery", "Non-recovery"),
    ("extinct_claim", "Extinct claim"),
]
CASES = [
    ("same", "Same exercice: reduction of the titre"),
    ("earlier", "Earlier exercice: expense order"),
]
# M4 and M57 alike. A remission has no single article: its author says which.
ARTICLES = {
    "material_error": "673",
    "non_recovery": "6541",
    "extinct_claim": "6542",
}
# What the expense order needs; fixed once the credit note is posted.
FROZEN_FIELDS = ("credit_move_id", "reason", "statement", "article", "object")


def is_expense_order(is_earlier, reason):
    """Return whether a credit note is an expense order: no titre, a *mandat*.

    :param is_earlier: the titre is of an exercice before that of the credit note
    """
    return is_earlier or reason != "material_error"


class NumerianTitreCancellation(models.Model):
    """What a credit note does to a titre, and why: the line that the board reads.

    In the exercice of the titre it is a reduction, on a bordereau 02. On an earlier
    exercice, or when the claim is given up, no titre: an expense order (*mandat*), with
    the statement of the ordonnateur. Amounts in euros, positive.
    """

    _name = "numerian.titre.cancellation"
    _description = "Cancellation of a Titre"
    _inherit = ["mail.thread", "numerian.authorised.mixin"]
    _order = "exercice_id, partner_name, id"
    _check_company_auto = True
    _decision_kind = "credit_note"

    credit_move_id = fields.Many2one(
        "account.move",
        string="Credit Note",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('move_type', '=', 'out_refund')]",
    )
    company_id = fields.Many2one(
        related="credit_move_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    origin_move_id = fields.Many2one(
        related="credit_move_id.reversed_entry_id", string="Invoice", store=True
    )
    partner_id = fields.Many2one(
        related="credit_move_id.commercial_partner_id", string="Authority", store=True
    )
    partner_name = fields.Char(related="partner_id.name", store=True)
    titre_number = fields.Integer(
        related="origin_move_id.titre_number",
        string="Titre",
        store=True,
        aggregator=False,
    )
    origin_bordereau_id = fields.Many2one(
        related="origin_move_id.bordereau_id", string="Bordereau"
    )
    origin_date = fields.Date(
        related="origin_move_id.invoice_date", string="Date of the Titre"
    )
    exercice_year = fields.Integer(
        string="Exercice of the Credit Note",
        compute="_compute_case",
        store=True,
        aggregator=False,
    )
    exercice_id = fields.Many2one(
        related="credit_move_id.titre_exercice_id",
        string="Exercice of the Order",
        store=True,
    )
    origin_year = fields.Integer(
        string="Exercice of Origin",
        compute="_compute_case",
        store=True,
        aggregator=False,
    )
    case = fields.Selection(CASES, compute="_compute_case", store=True, index=True)
    is_expense_order = fields.Boolean(
        string="Expense Order",
        compute="_compute_is_expense_order",
        store=True,
        help="No titre: an expense order of the exercice.",
    )
    reason = fields.Selection(
        REASONS, required=True, default="material_error", tracking=True
    )
    statement = fields.Text(
        tracking=True,
        help="Statement of the ordonnateur: for each titre, the error made.",
    )
    evidence = fields.Char(compute="_compute_evidence")
    object = fields.Char(size=OBJECT_LENGTH)
    article = fields.Char(
        compute="_compute_article",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Article of the expense order.",
    )
    order_reference = fields.Char(
        string="Expense Order No.", copy=False, tracking=True, help="Mandat."
    )
    order_date = fields.Date(string="Expense Order Date", copy=False, tracking=True)
    amount_untaxed = fields.Monetary(
        related="credit_move_id.amount_untaxed", string="Excl. VAT", store=True
    )
    amount_tax = fields.Monetary(
        related="credit_move_id.amount_tax", string="VAT", store=True
    )
    amount_total = fields.Monetary(
        related="credit_move_id.amount_total", string="Incl. VAT", store=True
    )
    state = fields.Selection(related="credit_move_id.state", store=True)

    _credit_uniq = models.Constraint(
        "UNIQUE (credit_move_id)", "This credit note has its cancellation already."
    )

    @api.depends(
        "credit_move_id.titre_exercice_id.year",
        "credit_move_id.invoice_date",
        "origin_move_id.titre_exercice_id.year",
        "origin_move_id.invoice_date",
    )
    def _compute_case(self):
        for cancellation in self:
            credit, origin = cancellation.credit_move_id, cancellation.origin_move_id
            year, origin_year = credit._get_titre_year(), origin._get_titre_year()
            cancellation.exercice_year = year
            cancellation.origin_year = origin_year
            cancellation.case = "earlier" if origin_year < year else "same"

    @api.depends("case", "reason")
    def _compute_is_expense_order(self):
        for cancellation in self:
            cancellation.is_expense_order = is_expense_order(
                cancellation.case == "earlier", cancellation.reason
            )

    @api.depends("reason")
    def _compute_article(self):
        for cancellation in self:
            cancellation.article = ARTICLES.get(cancellation.reason)

    @api.depends("reason", "is_expense_order")
    def _compute_evidence(self):
        texts = {
            "material_error": self.env._("Statement of the error made on the titre"),
            "remission": self.env._("Deliberation"),
            "non_recovery": self.env._("Accountant's request and deliberation"),
            "extinct_claim": self.env._("Court decision, deliberation that takes note"),
        }
        for cancellation in self:
            needed = cancellation.is_expense_order and texts.get(cancellation.reason)
            cancellation.evidence = needed

    @api.depends("titre_number", "origin_year", "partner_name")
    def _compute_display_name(self):
        for cancellation in self:
            cancellation.display_name = self.env._(
                "%(partner)s - titre %(number)s - exercice %(year)s",
                partner=cancellation.partner_name,
                number=cancellation.titre_number or "?",
                year=cancellation.origin_year,
            )

    def write(self, vals):
        if not self.env.su:
            for cancellation in self.filtered(lambda c: c.state == "posted"):
                cancellation._refuse_change(vals)
        return super().write(vals)

    def _refuse_change(self, vals):
        will_change = self.env["account.move"]._field_will_change
        if any(will_change(self, vals, name) for name in FROZEN_FIELDS):
            raise UserError(
                self.env._(
                    "%(credit)s is posted: reason, statement and article do not change "
                    "any more.",
                    credit=self.credit_move_id.name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_posted(self):
        for cancellation in self:
            if cancellation.state == "posted":
                raise UserError(
                    self.env._(
                        "%(credit)s is posted: its cancellation stays.",
                        credit=cancellation.credit_move_id.name,
                    )
                )

    def action_show_credit(self):
        self.ensure_one()
        return self.credit_move_id.get_formview_action()

    def action_show_origin(self):
        self.ensure_one()
        return self.origin_move_id.get_formview_action()
