# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from ...core.proration import to_decimal
from ..scheduled import error_text

_logger = logging.getLogger(__name__)


class NumerianBillingCampaignLine(models.Model):
    """What a campaign line holds once planned, and the documents that it becomes."""

    _inherit = "numerian.billing.campaign.line"

    def _is_settled(self):
        """Whether documents stand behind the line; a deleted draft leaves none."""
        self.ensure_one()
        live = self.move_ids.filtered(lambda move: move.state != "cancel")
        return self.state == "excluded" or (self.state == "done" and bool(live))

    def _prepare_item_vals(self, line, delta):
        return {
            "campaign_line_id": self.id,
            "campaign_id": self.campaign_id.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "contract_line_id": line.id,
            "contract_id": line.contract_id.id,
            "service_family_id": line.service_family_id.id,
            "period_start": delta.period.first,
            "service_start": delta.use and delta.use.span.first,
            "service_end": delta.use and delta.use.span.last,
            "use_count": delta.use.count if delta.use else 0,
            "use_total": delta.use.total if delta.use else 0,
            "due_amount": float(delta.due),
            "billed_amount": float(delta.billed.amount),
            "amount": float(delta.amount),
            "kind": self._get_item_kind(delta),
        }

    def _get_item_kind(self, delta):
        if delta.amount < 0:
            return "credit"
        return "complement" if delta.billed.amount > 0 else "bill"

    def _refresh_items(self, pairs):
        """Show what is billed now, if it is no longer what was planned."""
        self.ensure_one()
        planned = {
            (item.contract_line_id.id, item.period_start): to_decimal(item.amount)
            for item in self.item_ids
        }
        fresh = {(line.id, delta.period.first): delta.amount for line, delta in pairs}
        if planned != fresh:
            self.item_ids.unlink()
            self.env["numerian.billing.campaign.item"].create(
                [self._prepare_item_vals(*pair) for pair in pairs]
            )
            amounts = self.campaign_id._get_amounts([delta for _line, delta in pairs])
            self.write(amounts)

    def _prepare_documents_vals(self, pairs):
        """Return the values of the invoices and credit notes of one addressee.

        One invoice, but where its contracts ask for different references.
        """
        self.ensure_one()
        document = self.env["numerian.billing.document"]
        vals_list = []
        for references, group in document._split_by_references(pairs).items():
            vals_list += self._prepare_group_vals(references, group)
        return [vals | self._prepare_document_vals() for vals in vals_list]

    def _prepare_group_vals(self, references, pairs):
        """Values of one invoice, then of the credit notes that it does not net."""
        document = self.env["numerian.billing.document"]
        bills = [pair for pair in pairs if pair[1].amount > 0]
        owed_back = [delta for _line, delta in pairs if delta.amount < 0]
        lines_vals = document._prepare_invoice_lines_vals(bills)
        credits = owed_back and document._prepare_credits(owed_back)
        vals_list = []
        if credits and self._nets_credits(pairs):
            lines_vals += [vals | {"quantity": -1.0} for _origin, vals in credits]
        elif credits:
            vals_list += document._prepare_credit_notes_vals(
                credits, self.campaign_id.date
            )
        if lines_vals:
            invoice = document._prepare_invoice_vals(
                self._get_key(), self.company_id, self.campaign_id.date, lines_vals
            )
            vals_list.insert(0, invoice | document._prepare_references_vals(references))
        return vals_list

    def _check_documents(self):
        """Refuse documents that do not say, to the cent, what was to be billed.

        A tax included in the price, or an amount that the currency cannot hold, would
        leave a difference in the ledger for ever.
        """
        for line in self:
            moves = line.move_ids.filtered(lambda move: move.state == "draft")
            made = sum(
                to_decimal(amount)
                for amount in moves.mapped("amount_untaxed_in_currency_signed")
            )
            if made != to_decimal(line.amount):
                raise UserError(
                    self.env._(
                        "%(authority)s: the documents total %(made)s excl. VAT instead "
                        "of %(planned)s. Is a tax of a product included in its price?",
                        authority=line.partner_id.display_name,
                        made=line._format_amount(made),
                        planned=line._format_amount(to_decimal(line.amount)),
                    )
                )

    def _format_amount(self, amount):
        return formatLang(self.env, float(amount), currency_obj=self.currency_id)

    def _nets_credits(self, pairs):
        """One invoice, if the policy says so and it stays above zero.

        Else each credit goes on the credit note of its own invoice.
        """
        total = sum(delta.amount for _line, delta in pairs)
        return self.campaign_id.netting == "net" and total > 0

    def _prepare_document_vals(self):
        """What every document of a campaign line carries."""
        return {
            "billing_campaign_id": self.campaign_id.id,
            "billing_campaign_line_id": self.id,
            "invoice_user_id": self.campaign_id.user_id.id,
        }

    def _record_error(self, error):
        """Keep the reason on the line and on a to-do; the others go on."""
        self.ensure_one()
        message = error_text(error)
        _logger.info("Campaign line %s not billed: %s", self.id, message)
        self.write({"state": "error", "error": message, "attempts": self.attempts + 1})
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._(
                "Not billed: %(name)s", name=self.partner_id.display_name
            ),
            note=message,
            user_id=(self.campaign_id.user_id or self.env.user).id,
        )
