# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SaleOrder(models.Model):
    """The subsidies that a quote lets expect, programme by programme."""

    _inherit = "sale.order"

    @api.depends("cyber_choice_ids.quantity", "date_order", "company_id")
    def _compute_cyber_subsidy_amount(self):
        return super()._compute_cyber_subsidy_amount()

    def _get_expected_subsidy(self):
        """Add the programmes that the ticked services entitle to."""
        amounts = [amount for _program, amount in self._get_expected_subsidies()]
        return super()._get_expected_subsidy() + sum(amounts)

    def _get_expected_subsidies(self):
        """Return ``[(programme, euros over its whole period)]``, none at zero.

        In sudo: an authority reads them on its page, with no right on programmes.
        """
        self.ensure_one()
        choices = self.cyber_choice_ids.filtered("is_selected")
        if not self.is_cyber_quote or not choices:
            return []
        day = fields.Date.to_date(self.date_order) or fields.Date.context_today(self)
        company = self.company_id or self.env.company
        found = [
            (program, self._get_subsidy_of(program, choices, day))
            for program in company.sudo().subsidy_program_ids
        ]
        return [(program, amount) for program, amount in found if amount]

    def _get_subsidy_texts(self):
        """Return what the quote says of each subsidy: its programme, its payee."""
        self.ensure_one()
        return [
            program._get_promise_text(amount)
            for program, amount in self._get_expected_subsidies()
        ]

    def _get_subsidy_of(self, program, choices, day):
        """Return what a programme gives for these choices, in euros."""
        return program._get_expected_amount(
            self.partner_id,
            choices.service_id._origin,
            self._get_subsidy_unit_count(program, choices),
            day,
        )

    def _get_subsidy_unit_count(self, program, choices):
        """Return the units that the authority declares here, or else counts."""
        declared = choices.filtered(
            lambda choice: choice.service_id.quantity_basis == program.unit
        )
        if declared:
            return max(declared.mapped("quantity"))
        return program._get_unit_count(self.partner_id)

    def _action_confirm(self):
        result = super()._action_confirm()
        self.filtered("is_cyber_quote")._create_subsidy_grants()
        return result

    def _create_subsidy_grants(self):
        """Estimate a grant for each programme that a signed quote lets expect."""
        # sudo: an authority that signs has no right on the grants
        grants = self.env["numerian.subsidy.grant"].sudo()
        for order in self:  # one by one: an authority may sign two at once
            grants.create(
                [
                    order._prepare_subsidy_grant_vals(program)
                    for program, _amount in order._get_expected_subsidies()
                    if not program._get_grant(order.partner_id)
                ]
            )

    def _prepare_subsidy_grant_vals(self, program):
        """Return the estimated grant of the authority; extend."""
        self.ensure_one()
        choices = self.cyber_choice_ids.filtered("is_selected")
        return {
            "program_id": program.id,
            "partner_id": self.partner_id.commercial_partner_id.id,
            "unit_count": self._get_subsidy_unit_count(program, choices),
        }
