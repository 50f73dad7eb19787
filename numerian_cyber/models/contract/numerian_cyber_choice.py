# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools.misc import format_date

from odoo.addons.numerian_collectivites.models.contract import (
    numerian_contract_line_price,
)

from ...core.quote import to_decimal


class NumerianCyberChoice(models.Model):
    """The line under contract that a choice amends, and what that would do."""

    _inherit = "numerian.cyber.choice"

    effect_text = fields.Char(
        string="Effect",
        compute="_compute_effect_text",
        help="What the confirmation of the quote does to the contracts.",
    )

    @api.depends("is_selected", "quantity", "held_quantity", "monthly_price")
    def _compute_effect_text(self):
        held = self.order_id._get_held_by_authority()
        for choice in self:
            choice.effect_text = choice.is_selected and choice._get_effect(held)

    def _get_effect(self, held):
        if not self.held_quantity:
            return self.env._("New")
        line = self._get_held_line(held)
        if line and self._changes(line):
            return self.env._(
                "Amends: %(before)s → %(after)s from %(date)s",
                before=self.held_quantity,
                after=self.quantity,
                date=format_date(self.env, self._get_amendment_date(line)),
            )
        return self.env._("Unchanged")

    def _get_amendment_date(self, line):
        """Return the first day of the new quantity and price."""
        return max(self.order_id.cyber_start_date or line.date_start, line.date_start)

    def _changes(self, line):
        version = line._get_version_at(self._get_amendment_date(line))
        return (version.quantity, version.price_unit, version.discount) != (
            self.quantity,
            self.monthly_price,
            0.0,
        )

    def _get_amendment_problem(self, held):
        """Return why the quote cannot amend the contract as it stands, or nothing.

        :param held: see ``sale.order._get_held_by_authority``
        """
        self.ensure_one()
        line = self._get_held_line(held)
        if self._get_held_quantity(held) != self.held_quantity:
            return self.env._(
                "%(service)s: what is under contract changed since the quote was made. "
                "Update the prices of the quote.",
                service=self.service_id.name,
            )
        return line and self._get_first_day_problem(line)

    def _get_first_day_problem(self, line):
        """Return why the first day of the quote does not suit the line, or nothing."""
        day, billed = self.order_id.cyber_start_date, line.last_billed_day
        if day and day < line.date_start:
            return self.env._(
                "%(service)s is under contract from %(date)s: choose that day or "
                "later as the first day.",
                service=self.service_id.name,
                date=format_date(self.env, line.date_start),
            )
        if billed and self._changes(line) and self._lowers(line, billed):
            return self.env._(
                "%(service)s is billed until %(date)s: a lower amount can start on the "
                "day after. Choose a later first day.",
                service=self.service_id.name,
                date=format_date(self.env, billed),
            )
        return None

    def _lowers(self, line, billed):
        """Whether a month billed would cost less: now, or once a later version came.

        :param billed: last day billed, included
        """
        day = self._get_amendment_date(line)
        if day > billed:
            return False
        monthly = to_decimal(self.monthly_price) * self.quantity
        if monthly < line._get_version_at(day)._to_version().amount:
            return True
        later = line.price_version_ids.filtered(lambda v: day < v.date_from <= billed)
        return any(  # they keep their price and their discount
            self.quantity < v.quantity and v._to_version().amount for v in later
        )

    def _amend_line(self):
        """Put the quantity and the price of the quote on the line under contract."""
        self.ensure_one()
        line = self._get_held_line()
        if not self._changes(line):
            return
        self._record_amendment(line)
        vals = self._prepare_price_version_vals(line, self._log_amendment(line))
        day = vals["date_from"]
        # The authority signed it: a complement on billed months needs nobody else.
        versions = line.price_version_ids.with_context(
            billing_correction=numerian_contract_line_price.CORRECTION
        )
        same_day = versions.filtered(lambda v: v.date_from == day)
        if same_day:
            same_day.write(vals)
        else:
            versions.create(vals)
        versions.filtered(lambda v: v.date_from > day).write(
            {"quantity": self.quantity}
        )

    def _record_amendment(self, line):
        """Number it among the amendments of the contract, with its effect."""
        # sudo: who signs a quote, or confirms it, writes no amendment by hand
        amendments = self.env["numerian.contract.amendment"].sudo()
        amendments.create(self._prepare_recorded_amendment_vals(line))._record()

    def _prepare_recorded_amendment_vals(self, line):
        """Values of the amendment that this quote is; extend, don't replace."""
        row = {
            "contract_line_id": line.id,
            "quantity": self.quantity,
            "price_unit": self.monthly_price,
        }
        return {
            "contract_id": line.contract_id.id,
            "effective_date": self._get_amendment_date(line),
            "reason": self.env._("Quote %(quote)s", quote=self.order_id.name),
            "origin_reference": self.order_id.name,
            "line_ids": [Command.create(row)],
        }

    def _log_amendment(self, line):
        """Write the amendment on the contract, without the mail of OCA."""
        contract = line.contract_id.with_context(bypass_modification_send=True)
        vals = self._prepare_amendment_vals(line)
        contract.write({"modification_ids": [Command.create(vals)]})
        return contract.modification_ids.sorted("id")[-1:]

    def _prepare_amendment_vals(self, line):
        """Values of the amendment written on the contract; extend, don't replace."""
        day = self._get_amendment_date(line)
        return {
            "date": day,
            "description": self.env._(
                "%(service)s: %(before)s → %(after)s from %(date)s (quote %(quote)s)",
                service=self.service_id.name,
                before=self.held_quantity,
                after=self.quantity,
                date=format_date(self.env, day),
                quote=self.order_id.name,
            ),
        }

    def _prepare_price_version_vals(self, line, amendment):
        """Values of the dated price and quantity; extend, don't replace."""
        return {
            "contract_line_id": line.id,
            "date_from": self._get_amendment_date(line),
            "quantity": self.quantity,
            "price_unit": self.monthly_price,
            "discount": 0.0,
            "reason": self.order_id.name,
            "amendment_id": amendment.id,
            "cyber_order_id": self.order_id.id,
        }
