# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...core.quote_rules import TOO_MANY, Problem
from .sale_order_line import SYNC

OPEN_STATES = ("draft", "sent")
FROZEN_FIELDS = {"is_selected", "quantity", "service_id", "order_id", "held_quantity"}


class NumerianCyberChoice(models.Model):
    """A service of a quote: ticked or not, and how many units.

    The lines of the order follow it. The quantity is kept when the tick goes away.
    """

    _name = "numerian.cyber.choice"
    _description = "Service of a Cybersecurity Quote"
    _order = "order_id, sequence, id"
    _rec_name = "service_id"
    _check_company_auto = True

    order_id = fields.Many2one(
        "sale.order", string="Quote", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    partner_id = fields.Many2one(
        related="order_id.partner_id",
        string="Authority",
        store=True,
        index=True,
        precompute=True,
    )
    state = fields.Selection(related="order_id.state", store=True, precompute=True)
    service_id = fields.Many2one(
        "numerian.cyber.service",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    sequence = fields.Integer(
        related="service_id.sequence", store=True, precompute=True, aggregator=False
    )
    unit_name = fields.Char(related="service_id.unit_name")
    is_selected = fields.Boolean(string="Wanted")
    quantity = fields.Integer(
        compute="_compute_quantity", store=True, readonly=False, precompute=True
    )
    held_quantity = fields.Integer(
        string="Under Contract",
        compute="_compute_held_quantity",
        store=True,
        precompute=True,
        help="Units that the authority has on the first day of the quote.",
    )
    line_ids = fields.One2many("sale.order.line", "cyber_choice_id", string="Lines")

    _service_uniq = models.Constraint(
        "UNIQUE (order_id, service_id)", "The quote already has this service."
    )
    _quantity_not_negative = models.Constraint(
        "CHECK (quantity >= 0)", "A number of units is zero or more."
    )

    @api.depends("service_id", "order_id.partner_id")
    def _compute_quantity(self):
        """Propose what the authority counts; what is typed for a quote stays."""
        for choice in self:
            partner = choice.order_id.partner_id
            if choice._is_open() and choice.service_id and partner:
                choice.quantity = choice.service_id._get_quantity_for(partner)
            else:
                choice.quantity = choice.quantity or 0

    @api.depends(
        "service_id", "order_id.partner_id", "order_id.cyber_start_date", "state"
    )
    def _compute_held_quantity(self):
        opened = self.filtered(lambda choice: choice._is_open())
        held = opened.order_id._get_held_by_authority()
        for choice in self:
            if choice in opened:
                choice.held_quantity = choice._get_held_quantity(held)
            else:  # by now the contract of the quote itself would count
                choice.held_quantity = choice.held_quantity or 0

    def _get_held_quantity(self, held):
        line = self._get_held_line(held)
        if not line:
            return 0
        day = self.order_id.cyber_start_date or fields.Date.context_today(self)
        return int(line._get_version_at(max(day, line.date_start)).quantity)

    def _get_held_line(self, held=None):
        """Return the contract line of this service, which the quote would amend.

        :param held: see ``sale.order._get_held_by_authority``
        """
        self.ensure_one()
        if held is None:
            held = self.order_id._get_held_by_authority()
        day = self.order_id.cyber_start_date or fields.Date.context_today(self)
        authority = self.order_id.partner_id.commercial_partner_id
        lines = held.get(authority._origin.id, self.env["contract.line"])
        return lines.filtered(
            lambda line: (
                line.cyber_service_id == self.service_id._origin
                and (not line.date_end or line.date_end >= day)
            )
        )[:1]

    def _is_open(self):
        """Whether the quote still takes choices."""
        self.ensure_one()
        return (self.order_id.state or "draft") in OPEN_STATES

    @api.constrains("quantity", "service_id")
    def _check_quantity(self):
        for choice in self:
            service = choice.service_id
            if choice.quantity > service.max_quantity:
                problem = Problem(TOO_MANY, service.id, service.max_quantity)
                raise ValidationError(choice.order_id._get_problem_message(problem))

    @api.model_create_multi
    def create(self, vals_list):
        choices = super().create(vals_list)
        choices._check_open()
        choices.order_id._sync_cyber_lines()
        return choices

    def write(self, vals):
        if FROZEN_FIELDS & set(vals):
            self._check_open()
        result = super().write(vals)
        if {"is_selected", "quantity"} & set(vals):
            self.order_id._sync_cyber_lines()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._check_open()
        self.line_ids.with_context(cyber_sync=SYNC).unlink()

    def _check_open(self):
        """Refuse to change what a confirmed or cancelled quote holds.

        :raises UserError: names the quote and what to do instead
        """
        for choice in self:
            if not choice._is_open():
                raise UserError(choice.order_id._get_closed_message())
