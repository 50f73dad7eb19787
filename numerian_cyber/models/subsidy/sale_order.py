# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SaleOrder(models.Model):
    """The subsidies that a quote lets expect, programme by programme.

    The day of the signature decides: a quote sent before the deadline of a programme
    and signed after it expects nothing. Until then its page says what today's signature
    gives, and who read it before the deadline has to read it again to sign.
    """

    _inherit = "sale.order"

    @api.depends(
        "cyber_choice_ids.quantity", "date_order", "company_id", "state", "signed_on"
    )
    def _compute_cyber_subsidy_amount(self):
        return super()._compute_cyber_subsidy_amount()

    def _get_expected_subsidy(self):
        """Add the programmes that the ticked services entitle to."""
        amounts = [amount for _program, amount in self._get_expected_subsidies()]
        return super()._get_expected_subsidy() + sum(amounts)

    def _get_expected_subsidies(self):
        """Return ``[(programme, euros over its whole period)]``, none at zero."""
        self.ensure_one()
        choices = self.cyber_choice_ids.filtered("is_selected")
        if not self.is_cyber_quote or not choices:
            return []
        day = self._get_subsidy_day()
        found = [
            (program, self._get_subsidy_of(program, choices, day))
            for program in self._get_subsidy_programs()
        ]
        return [(program, amount) for program, amount in found if amount]

    def _get_subsidy_programs(self):
        # sudo: an authority reads them on its page, with no right on programmes
        return (self.company_id or self.env.company).sudo().subsidy_program_ids

    def _get_subsidy_day(self):
        """Return the day on which a programme has to be open, where the company is.

        Of the signature, else of the confirmation; for an open quote, today.
        """
        self.ensure_one()
        if self.state == "sale":
            return self._get_local_day(self.signed_on or self.date_order)
        today = self._get_local_day(fields.Datetime.now())
        return max(today, self._get_local_day(self.date_order or self.create_date))

    def _get_local_day(self, moment):
        """Return the day of a moment (UTC); today without one."""
        company = self.company_id or self.env.company
        zone = company.sudo().partner_id.tz or self.env.context.get("tz")
        local = self.with_context(tz=zone or "Europe/Paris")
        moment = moment or fields.Datetime.now()
        return fields.Datetime.context_timestamp(local, moment).date()

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
            order._tell_missed_programs()

    def _tell_missed_programs(self):
        """Say on the quote which programmes closed before it was signed."""
        self.ensure_one()
        if missed := self._get_missed_programs():
            self.message_post(
                body=self.env._(
                    "Signed after the deadline of %(programs)s: no subsidy is "
                    "estimated.",
                    programs=", ".join(missed.mapped("name")),
                )
            )

    def _get_missed_programs(self):
        services = self.cyber_choice_ids.filtered("is_selected").service_id
        made, signed = self._get_local_day(self.create_date), self._get_subsidy_day()
        return self._get_subsidy_programs().filtered(
            lambda program: (
                program._covers(services)
                and program._is_open_on(made)
                and not program._is_open_on(signed)
                and not program._get_grant(self.partner_id)
            )
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
