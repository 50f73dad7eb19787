# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ...core.quote import to_decimal

AMOUNTS = (
    "estimated_amount",
    "requested_amount",
    "granted_amount",
    "received_amount",
)
# Columns of the file, under the labels of the fields.
LIST_FIELDS = (
    *("partner_id", "unit_count", "state", "reference"),
    "estimated_amount",
    *("requested_amount", "requested_date", "granted_amount", "granted_date"),
    *("received_amount", "received_date", "refusal_reason"),
)


class NumerianSubsidyGrant(models.Model):
    """What the list of the funder and the invoices say of a grant."""

    _inherit = "numerian.subsidy.grant"

    def _prepare_list_row(self):
        """Return the cells of a line of the file, in the order of the columns."""
        self.ensure_one()
        row = [self._get_list_cell(name) for name in LIST_FIELDS]
        # Not numbers: a spreadsheet would drop the zero in front of 07045.
        row[1:1] = [self.partner_id.insee_code, self.partner_id.company_registry]
        return row

    def _get_list_cell(self, name):
        value = self[name]
        if name in AMOUNTS:
            is_known = name == "estimated_amount" or self._has_reached(name)
            return to_decimal(value, 2) if is_known else None
        if name == "partner_id":
            return self.partner_name
        if name == "state":
            return dict(self._fields[name]._description_selection(self.env))[value]
        return value

    def _has_reached(self, amount_name):
        """Return whether the step that fixes an amount is done."""
        steps = ("requested", "granted", "received")
        if self.state not in steps:
            return False
        return steps.index(self.state) >= steps.index(amount_name.partition("_")[0])

    def _is_recalled_on(self, day):
        """Return whether an invoice of a day recalls it: an estimate is no promise."""
        self.ensure_one()
        is_open = self.state != "estimated" or self.program_id._is_open_on(day)
        return is_open and self._get_recalled_amount() > 0

    def _get_recalled_amount(self):
        """Return euros: of an estimate, no more than what is left of the envelope."""
        self.ensure_one()
        if self.state != "estimated":
            return self.expected_amount
        return min(self.expected_amount, self.program_id._get_left_amount())

    def _get_invoice_text(self):
        """Return what an invoice recalls of the grant, one sentence."""
        self.ensure_one()
        program = self.program_id
        texts = {
            "estimated": self.env._("to expect"),
            "requested": self.env._("requested"),
            "granted": self.env._("granted"),
            "received": self.env._("granted"),
        }
        return self.env._(
            "%(program)s (%(funder)s), %(terms)s, %(units)s counted: %(amount)s "
            "%(state)s, %(payee)s.",
            program=program.name,
            funder=program.funder_id.name,
            terms=program._get_terms_text(),
            units=self.unit_count,
            amount=program._format(self._get_recalled_amount()),
            state=texts.get(self.state, ""),
            payee=program._get_payee_text(),
        )
