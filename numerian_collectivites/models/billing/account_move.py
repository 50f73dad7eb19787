# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class AccountMove(models.Model):
    """An invoice or credit note made from the ledger of the contracts."""

    _inherit = "account.move"

    # Not campaign_id: the sale module puts the marketing campaign there.
    billing_campaign_id = fields.Many2one(
        "numerian.billing.campaign",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    billing_campaign_line_id = fields.Many2one(
        "numerian.billing.campaign.line",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.line_ids.contract_line_id._billing_changed()
        if vals.get("state") in ("draft", "cancel"):
            self._get_corrected_discrepancies()._follow_documents()
        return result

    def unlink(self):
        contract_lines = self.line_ids.contract_line_id
        result = super().unlink()  # its lines move the discrepancies on
        contract_lines._billing_changed()
        return result

    def _get_corrected_discrepancies(self):
        """Return what these documents correct; those of a campaign correct nothing."""
        # sudo: the review follows the documents, whoever posts or deletes them
        review = self.env["numerian.billing.discrepancy"].sudo()
        moves = self.filtered(lambda move: not move.billing_campaign_id)
        if not moves:
            return review
        return review.search([("move_ids", "in", moves.ids)])

    def _get_documents_action(self):
        """Return the action that shows these documents: a form, or a list of many."""
        if len(self) == 1:
            return self.get_formview_action()
        kind = "out_invoice"
        if self and set(self.mapped("move_type")) == {"out_refund"}:
            kind = "out_refund"
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"account.action_move_{kind}_type"
        )
        # The list shows the customer only when it is told what it lists.
        return action | {
            "domain": [("id", "in", self.ids)],
            "context": {"default_move_type": kind, "create": False},
        }

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        posted.line_ids.filtered("billing_origin_line_id")._check_credit_within_billed()
        posted._get_corrected_discrepancies()._follow_documents()
        return posted

    def _reconcile_reversed_moves(self, reverse_moves, move_reverse_cancel):
        """Reconcile each credit note with its own origin.

        Core walks origins and credit notes in parallel, but the origins are without
        duplicates: as soon as two credit notes share an origin, the pairs shift and a
        credit is matched with another customer's invoice.
        """
        for credit in reverse_moves:
            super(AccountMove, credit.reversed_entry_id)._reconcile_reversed_moves(
                credit, move_reverse_cancel
            )
        return reverse_moves
