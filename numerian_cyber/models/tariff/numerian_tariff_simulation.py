# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.numerian_collectivites.models.button_fields import (
    are_changed,
    are_given,
)

TAKE_UPS = [
    ("contract", "The contracts in force"),
    ("all", "Every authority takes every service"),
    ("share", "A share of the authorities takes them"),
]
# What the figures come from: a change of one makes them void.
INPUT_FIELDS = (
    *("date_start", "take_up", "share", "service_ids", "partner_ids"),
    *("includes_one_off", "tariff_ids", "company_id"),
)
# What the buttons record.
BUTTON_FIELDS = ("state", "computed_on", "authority_count", "left_out_count")
# What a frozen simulation keeps, whoever writes it.
FROZEN_FIELDS = (*INPUT_FIELDS, *BUTTON_FIELDS)


class NumerianTariffSimulation(models.Model):
    """Several tariffs on the real authorities, before the vote. Excluding VAT."""

    _name = "numerian.tariff.simulation"
    _description = "Tariff Simulation"
    _inherit = ["mail.thread", "numerian.authorised.mixin"]
    _order = "date_start desc, id desc"
    _decision_kind = "tariff_simulation"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [("draft", "In progress"), ("frozen", "Frozen")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    date_start = fields.Date(
        string="Services Start On",
        required=True,
        default=lambda self: self._default_date_start(),
        help="The first year is prorated from its month on. Prices of that day.",
    )
    service_ids = fields.Many2many(
        "numerian.cyber.service",
        string="Services",
        check_company=True,
        help="Empty: all of them.",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Authorities",
        domain="[('is_local_authority', '=', True)]",
        help="Empty: all the members on the first day of the services.",
    )
    take_up = fields.Selection(TAKE_UPS, required=True, default="all")
    share = fields.Float(
        string="Share (%)",
        digits=(5, 2),
        default=100.0,
        help="Per cent of the authorities that take the services: the totals are "
        "multiplied by it, the amounts by authority are those of whoever takes them.",
    )
    includes_one_off = fields.Boolean(
        string="Set-Up and Licences",
        compute="_compute_includes_one_off",
        store=True,
        readonly=False,
        precompute=True,
        help="Billed once, in year 1.",
    )
    tariff_ids = fields.One2many(
        "numerian.tariff.simulation.tariff", "simulation_id", copy=True
    )
    line_ids = fields.One2many(
        "numerian.tariff.simulation.line", "simulation_id", copy=False
    )
    result_ids = fields.One2many(
        "numerian.tariff.simulation.result", "simulation_id", copy=False
    )
    computed_on = fields.Datetime(readonly=True, copy=False)
    authority_count = fields.Integer(
        string="Authorities Counted", readonly=True, copy=False
    )
    left_out_count = fields.Integer(
        string="Left Out",
        readonly=True,
        copy=False,
        help="Authorities with nothing to count for these services.",
    )

    _share_is_a_percentage = models.Constraint(
        "CHECK (share >= 0 AND share <= 100)", "A share is between 0 and 100 %."
    )

    @api.model
    def _default_date_start(self):
        return fields.Date.context_today(self) + relativedelta(months=1, day=1)

    @api.depends("take_up")
    def _compute_includes_one_off(self):
        """Whoever has a contract has paid the set-up and the licences already."""
        for simulation in self:
            simulation.includes_one_off = simulation.take_up != "contract"

    @api.constrains("tariff_ids")
    def _check_tariff_ids(self):
        for simulation in self:
            references = simulation.tariff_ids.filtered("is_reference")
            if simulation.tariff_ids and len(references) != 1:
                raise ValidationError(
                    self.env._(
                        "%(simulation)s: choose one tariff, and only one, that the "
                        "others are compared with.",
                        simulation=simulation.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if any(are_given(self, vals, BUTTON_FIELDS) for vals in vals_list):
            self._refuse_entered()
        return super().create(vals_list)

    def write(self, vals):
        if any(name in vals for name in FROZEN_FIELDS):
            self._check_draft()
        if are_changed(self, vals, BUTTON_FIELDS):
            self._refuse_entered()
        result = super().write(vals)
        if any(name in vals for name in INPUT_FIELDS):
            self._forget_figures()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._check_draft()

    def _check_draft(self):
        """Keep what was shown to the assembly as it was.

        :raises UserError: for a frozen simulation
        """
        for simulation in self:
            if simulation.state == "frozen":
                raise UserError(
                    self.env._(
                        "%(simulation)s is frozen: it does not change any more. Copy "
                        "it to try other figures.",
                        simulation=simulation.name,
                    )
                )

    @api.model
    def _refuse_entered(self):
        raise UserError(
            self.env._("Figures are computed and frozen by the buttons: not entered.")
        )

    def _forget_figures(self):
        # sudo: the figures are the work of the program, nobody writes them
        computed = self.sudo().filtered("computed_on")
        computed.line_ids.unlink()
        computed.result_ids.unlink()
        computed.computed_on = False

    def copy_data(self, default=None):
        """A copy says that it is one."""
        vals_list = super().copy_data(default=default)
        for simulation, vals in zip(self, vals_list, strict=True):
            if "name" not in (default or {}):
                vals["name"] = self.env._("%(name)s (copy)", name=simulation.name)
        return vals_list

    # Screens

    def action_show_results(self):
        """Show who pays more, who less, who the same."""
        return self._show("numerian_cyber.numerian_tariff_simulation_result_action")

    def action_show_years(self):
        """Show the totals by year and tariff, as graph and pivot."""
        return self._show("numerian_cyber.numerian_tariff_simulation_report_action")

    def _show(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return action | {"domain": [("simulation_id", "=", self.id)]}
