# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

STATES = [
    ("to_register", "To register"),
    ("valid", "Valid"),
    ("ending", "Ending"),
    ("expired", "Expired"),
]


class NumerianCyberLicence(models.Model):
    """A licence handed to an authority: its key, who holds it, until when it works.

    ``ending`` within the days of notice before its last day, ``expired`` after it.
    """

    _name = "numerian.cyber.licence"
    _description = "Cybersecurity Licence"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "partner_id, product_id, name, id"
    _check_company_auto = True

    name = fields.Char(string="Number", tracking=True, index="trigram")
    serial = fields.Char(string="Key or Serial", tracking=True, copy=False)
    product_id = fields.Many2one(
        "product.product",
        string="Licence",
        required=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    contract_line_id = fields.Many2one(
        "contract.line",
        string="Subscription",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        domain="[('commercial_partner_id', '=', partner_id)]",
    )
    order_id = fields.Many2one(
        "sale.order",
        string="Quote",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    holder = fields.Char(
        tracking=True, help="Function or computer: the person need not be named."
    )
    date_start = fields.Date(string="First Day", tracking=True)
    date_end = fields.Date(string="Last Day", tracking=True)
    state = fields.Selection(STATES, compute="_compute_state", search="_search_state")
    note = fields.Text()
    active = fields.Boolean(default=True, tracking=True)

    # On the day before: its subscription ended first, so that it never works.
    _ends_after_it_starts = models.Constraint(
        "CHECK (date_end >= date_start - 1)",
        "The licence ends before it starts: correct one of the two dates.",
    )
    _serial_uniq = models.UniqueIndex(
        "(company_id, product_id, serial) WHERE serial IS NOT NULL AND active",
        "Another licence has this key: a key belongs to one holder.",
    )

    @api.constrains("contract_line_id", "partner_id")
    def _check_contract_line_id(self):
        for licence in self:
            # sudo: the contract of another authority is refused, readable or not
            line = licence.sudo().contract_line_id
            if line and line.commercial_partner_id != licence.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(licence)s: the subscription is that of another authority.",
                        licence=licence.display_name,
                    )
                )

    def _follow(self, before, after):
        """Move the last day with that of the subscription.

        A licence that ended with it still does; none goes beyond it.

        :param before: the former last day of the subscription, none without an end
        :param after: the one of now
        """
        if before == after:
            return
        for licence in self:
            end, last = licence.date_end, licence._get_possible_end(after)
            if end == licence._get_possible_end(before) or (
                last and (not end or end > last)
            ):
                licence.date_end = last

    def _get_possible_end(self, day):
        """Return a day, or the one before the first of the licence if that is later."""
        if not day or not self.date_start:
            return day
        return max(day, self.date_start - relativedelta(days=1))

    @api.depends("name", "product_id")
    def _compute_display_name(self):
        for licence in self:
            parts = (licence.product_id.name, licence.name)
            licence.display_name = " - ".join(filter(None, parts))

    @api.depends("serial", "date_end")
    @api.depends_context("tz")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        ending = self._get_ending_day()
        for licence in self:
            if licence.date_end and licence.date_end < today:
                licence.state = "expired"
            elif not licence.serial:
                licence.state = "to_register"
            elif licence.date_end and licence.date_end <= ending:
                licence.state = "ending"
            else:
                licence.state = "valid"

    @api.model
    def _get_ending_day(self):
        """Return the last day that counts as ending soon."""
        return fields.Date.context_today(self) + relativedelta(
            days=self.env.company.cyber_licence_notice_days
        )

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._get_state_domain(state) for state in value)

    def _get_state_domain(self, state):
        today, ending = fields.Date.context_today(self), self._get_ending_day()
        expired = Domain("date_end", "<", today)
        soon = ~expired & Domain("date_end", "<=", ending)
        keyed = Domain("serial", "!=", False)
        return {
            "expired": expired,
            "to_register": ~expired & ~keyed,
            "ending": soon & keyed,
            "valid": ~expired & keyed & ~soon,
        }.get(state, Domain.FALSE)
