# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from .account_move_titre import OBJECT_LENGTH


class AccountMove(models.Model):
    """A credit note as what it is in public accounts: a reduction, or an expense."""

    _inherit = "account.move"

    cancellation_ids = fields.One2many(
        "numerian.titre.cancellation",
        "credit_move_id",
        string="Cancellations",
        copy=False,
    )
    titre_cancellation_id = fields.Many2one(
        "numerian.titre.cancellation",
        string="Cancellation",
        compute="_compute_titre_cancellation_id",
        compute_sudo=True,
    )
    cancellation_reason = fields.Selection(
        related="cancellation_ids.reason", readonly=False, string="Ground"
    )
    cancellation_statement = fields.Text(
        related="cancellation_ids.statement",
        readonly=False,
        string="Statement of the Ordonnateur",
    )
    is_expense_order = fields.Boolean(
        compute="_compute_titre_cancellation_id", compute_sudo=True
    )

    @api.depends("cancellation_ids.is_expense_order")
    def _compute_titre_cancellation_id(self):
        for move in self:
            move.titre_cancellation_id = move.cancellation_ids[:1]
            move.is_expense_order = move.cancellation_ids[:1].is_expense_order

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves._prepare_cancellations()
        return moves

    def _get_titre_year(self):
        """Return the year of the exercice that bears the document; 0 without one."""
        if not self:
            return 0
        return self.titre_exercice_id.year or self._get_titre_date().year

    def _corrects_titre(self):
        return (
            self.move_type == "out_refund"
            and self.reversed_entry_id.move_type == "out_invoice"
            and self._is_titre_document()
        )

    def _prepare_cancellations(self):
        """Give each draft credit note its cancellation and the accounts of its case."""
        credits = self.filtered(lambda m: m.state == "draft" and m._corrects_titre())
        missing = credits.filtered(lambda credit: not credit.cancellation_ids)
        # sudo: whoever may make a credit note makes its cancellation
        self.env["numerian.titre.cancellation"].sudo().create(
            [credit._prepare_cancellation_vals() for credit in missing]
        )
        credits._set_cancellation_accounts()

    def _prepare_cancellation_vals(self):
        self.ensure_one()
        lines = self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )
        names = lines.mapped(lambda line: line.product_id.name or line.name or "")
        # The ledger writes on its lines what was billed, what was due and why.
        stated = lines.filtered(lambda line: line.billing_seq and line.name)
        return {
            "credit_move_id": self.id,
            "object": ", ".join(dict.fromkeys(names))[:OBJECT_LENGTH],
            "statement": "\n".join(stated.mapped("name")),
        }

    def _set_cancellation_accounts(self):
        """Put the lines on the account of expense orders, or back on their origin's."""
        for credit in self:
            cancellation = credit.titre_cancellation_id.sudo()
            expense = credit.company_id.titre_earlier_account_id
            for line in credit._get_titre_product_lines():
                account = line._get_cancellation_account(cancellation, expense)
                if account and account != line.account_id:
                    line.account_id = account

    def _get_cancellations_to_check(self):
        return self.filtered(lambda m: m._corrects_titre()).cancellation_ids.sudo()

    def _post(self, soft=True):
        # The exercice decides of the case; the case decides of the accounts.
        self.filtered(lambda move: move._is_titre_document())._set_titre_exercice()
        self._prepare_cancellations()
        cancellations = self._get_cancellations_to_check()
        cancellations._check_order()
        cancellations.filtered("is_expense_order").company_id._check_earlier_account()
        posted = super()._post(soft=soft)
        posted._check_credits_within_origin()
        return posted

    def _check_credits_within_origin(self):
        """Refuse to credit more than an invoice, all its credit notes together."""
        origins = self.filtered(lambda move: move._corrects_titre()).reversed_entry_id
        for origin in origins:
            credits = origin.sudo().reversal_move_ids.filtered(
                lambda move: move.state == "posted" and move.move_type == "out_refund"
            )
            excess = sum(credits.mapped("amount_total")) - origin.amount_total
            if origin.currency_id.compare_amounts(excess, 0.0) > 0:
                raise UserError(
                    self.env._(
                        "The credit notes of %(move)s exceed it by %(excess)s incl. "
                        "VAT: lower them.",
                        move=origin.name,
                        excess=formatLang(
                            self.env, excess, currency_obj=origin.currency_id
                        ),
                    )
                )

    def _get_issued_reference(self):
        """A credit note whose expense order has its number is issued too."""
        reference = super()._get_issued_reference()
        if reference or self.move_type != "out_refund":
            return reference
        order = self.titre_cancellation_id.sudo().order_reference
        return order and self.env._("Expense order %(number)s", number=order)

    # On a bordereau

    def _get_titre_state(self):
        state = super()._get_titre_state()
        return "order" if state == "to_issue" and self.is_expense_order else state

    def _get_join_problem(self, bordereau):
        problem = super()._get_join_problem(bordereau)
        if problem or self.move_type != "out_refund":
            return problem
        names = {"move": self.display_name}
        if not self._corrects_titre():
            return self.env._("%(move)s: it corrects no invoice.", **names)
        if self.is_expense_order:
            return self.env._(
                "%(move)s: an expense order, not a titre; see its cancellation.",
                **names,
            )
        return None

    def _get_titre_problems(self):
        problems = super()._get_titre_problems()
        origin = self.reversed_entry_id
        if self.move_type == "out_refund" and not origin.titre_number:
            problems.append(
                self.env._(
                    "%(move)s: %(origin)s has no titre number; issue its bordereau "
                    "first.",
                    move=self.name,
                    origin=origin.name,
                )
            )
        return problems

    def action_show_cancellation(self):
        self.ensure_one()
        return self.titre_cancellation_id.get_formview_action()
