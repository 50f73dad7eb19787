# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..button_fields import are_changed, are_given

BUTTON_FIELDS = ("in_force_from",)
# Of the prices: who votes them, and from which day they apply.
MEANING_FIELDS = ("company_id", "currency_id", "effective_date")


class ProductPricelist(models.Model):
    """A tariff: where an assembly votes it, it applies once it is put in force."""

    _name = "product.pricelist"
    _inherit = ["product.pricelist", "numerian.authorised.mixin"]
    _decision_kind = "price_list"

    effective_date = fields.Date(
        string="Applies From",
        copy=False,
        tracking=True,
        help="First day of these prices, included; empty: the day they are put in "
        "force.",
    )
    in_force_from = fields.Date(
        readonly=True,
        copy=False,
        tracking=True,
        help="First day of these prices, once they were put in force.",
    )

    def _needs_decision(self):
        """A price list without prices of its own decides nothing."""
        self.ensure_one()
        return bool(self.item_ids)

    def _get_decision_details(self):
        # Odoo keeps these texts in one language, the one that was asked first
        self.item_ids.invalidate_recordset(["name", "price"])
        return self._get_day_details() + [
            (item._get_decision_name(), item.price) for item in self.item_ids
        ]

    def _get_day_details(self):
        """Return the first day of the prices, where it is entered: it is voted too."""
        if not self.effective_date:
            return []
        label = self._fields["effective_date"]._description_string(self.env)
        return [(label, format_date(self.env, self.effective_date))]

    def _get_act_date(self):
        return self.effective_date or super()._get_act_date()

    def _get_act_states(self):
        return {p: "done" if p.in_force_from else "to_do" for p in self}

    @api.model
    def _get_waiting_act_domain(self):
        return [("in_force_from", "=", False), ("item_ids", "!=", False)]

    def action_put_in_force(self):
        """Let the prices apply, from today or from the day entered.

        :raises UserError: a decision is missing, or has no effect yet
        """
        self.check_access("write")
        for pricelist in self.filtered("in_force_from"):
            raise UserError(
                self.env._(
                    "%(list)s is in force since %(day)s.",
                    list=pricelist.name,
                    day=format_date(self.env, pricelist.in_force_from),
                )
            )
        self._check_authorised()
        for pricelist in self:
            # sudo: by this button, nobody enters it
            pricelist.sudo().in_force_from = pricelist._get_act_date()

    def _check_in_force(self, day):
        """Refuse prices that an assembly has to vote, before they apply.

        :param day: first day of what is priced, included
        :raises UserError: names each price list
        """
        late = self._filter_of_assemblies().filtered(
            lambda p: not p.in_force_from or p.in_force_from > day
        )
        if late:
            raise UserError(
                self.env._(
                    "Not in force on %(day)s: %(lists)s. Put these prices in force "
                    "first.",
                    day=format_date(self.env, day),
                    lists=", ".join(late.mapped("name")),
                )
            )

    def _check_prices_open(self):
        """Keep the prices of a tariff voted as they were put in force."""
        for pricelist in self.filtered("in_force_from")._filter_of_assemblies():
            raise UserError(
                self.env._(
                    "%(list)s is in force: its prices do not change. Copy it, and put "
                    "the copy in force.",
                    list=pricelist.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        if any(are_given(self, vals, BUTTON_FIELDS) for vals in vals_list):
            self._refuse_in_force()
        return super().create(vals_list)

    def write(self, vals):
        if are_changed(self, vals, BUTTON_FIELDS):
            self._refuse_in_force()
        if are_changed(self, vals, MEANING_FIELDS):
            self._check_prices_open()
        return super().write(vals)

    @api.model
    def _refuse_in_force(self):
        raise UserError(self.env._("A price list is put in force by its button."))
