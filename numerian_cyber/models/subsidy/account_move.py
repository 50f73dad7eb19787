# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class AccountMove(models.Model):
    """The subsidies that an invoice recalls, after its total: it is due in full."""

    _inherit = "account.move"

    def _get_printed_subsidies(self):
        """Return the grants that the services of the invoice entitle to.

        In sudo: the authority reads its own invoice, with no right on the grants.
        """
        self.ensure_one()
        grants = self.env["numerian.subsidy.grant"].sudo()
        if self.move_type != "out_invoice":
            return grants
        services = self._get_cyber_services()
        if not services:
            return grants
        found = grants.search(
            [
                ("partner_id", "=", self.commercial_partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "!=", "refused"),
                ("expected_amount", ">", 0),
            ]
        )
        day = self.invoice_date or fields.Date.context_today(self)
        return found.filtered(
            lambda grant: (
                grant.program_id._recalls(services) and grant._is_recalled_on(day)
            )
        )

    def _get_cyber_services(self):
        """Return the cybersecurity services that the invoice bills."""
        # sudo: the services say nothing that the invoice does not
        components = self.env["numerian.cyber.component"].sudo()
        products = self.invoice_line_ids.product_id
        return components.search([("product_id", "in", products.ids)]).service_id
