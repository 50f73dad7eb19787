# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core.subsidy import InvalidSubsidy, check_terms

BASES = [
    ("total", "Over the whole period"),
    ("year", "Each year"),
    ("month", "Each month"),
]
UNITS = [
    ("staff", "Staff member"),
    ("mailbox", "Mailbox"),
    ("device", "Workstation or server"),
    ("workstation", "Workstation"),
    ("server", "Server"),
    ("mobile_account", "Account of a mobile or sensitive user"),
]


class NumerianSubsidyProgram(models.Model):
    """What a funder promises to the authorities that join a project.

    Amounts in euros, outside VAT: a subsidy lowers no price.
    """

    _name = "numerian.subsidy.program"
    _description = "Subsidy Programme"
    _inherit = ["mail.thread"]
    _order = "application_deadline desc, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    funder_id = fields.Many2one(
        "res.partner", required=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount_per_unit = fields.Float(
        digits=(12, 4),
        required=True,
        tracking=True,
        help="In euros, for one unit: an agent, a workstation…",
    )
    unit = fields.Selection(UNITS, required=True, default="staff", tracking=True)
    basis = fields.Selection(
        BASES,
        required=True,
        default="total",
        tracking=True,
        help="What the amount of a unit covers.",
    )
    years = fields.Integer(required=True, default=3, tracking=True, aggregator=False)
    floor_amount = fields.Monetary(
        string="Floor by Authority",
        tracking=True,
        help="Below it, an authority gets nothing. Zero: no floor.",
    )
    ceiling_amount = fields.Monetary(
        string="Ceiling by Authority", tracking=True, help="Zero: no ceiling."
    )
    envelope_amount = fields.Monetary(
        string="Envelope",
        tracking=True,
        help="What the funder grants at most to all authorities. Zero: not limited.",
    )
    application_deadline = fields.Date(
        tracking=True, help="Last day to send a request to the funder."
    )
    date_start = fields.Date(
        string="Open From", tracking=True, help="The quotes show it from this day on."
    )
    date_end = fields.Date(string="Open Until", tracking=True)
    payee = fields.Selection(
        [("authority", "The authority"), ("syndicate", "The syndicate")],
        string="Paid To",
        required=True,
        default="authority",
        tracking=True,
    )
    service_ids = fields.Many2many(
        "numerian.cyber.service",
        string="Services",
        check_company=True,
        help="What an authority takes to get the subsidy. Empty: any service.",
    )
    service_policy = fields.Selection(
        [("any", "One of them at least"), ("all", "All of them")],
        string="Services Asked For",
        required=True,
        default="any",
    )
    conditions = fields.Text(help="Printed on the list sent to the funder.")
    grant_ids = fields.One2many("numerian.subsidy.grant", "program_id", copy=False)

    _amounts_not_negative = models.Constraint(
        "CHECK (LEAST(amount_per_unit, floor_amount, ceiling_amount, envelope_amount)"
        " >= 0)",
        "The amounts of a programme are not negative.",
    )
    _years_positive = models.Constraint(
        "CHECK (years >= 1)", "A programme lasts one year at least."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_end >= date_start)",
        "The programme ends before it opens: correct one of the two dates.",
    )

    @api.constrains("basis", "years", "floor_amount", "ceiling_amount")
    def _check_terms(self):
        for program in self:
            try:
                check_terms(program._get_terms())
            except InvalidSubsidy as error:
                raise ValidationError(
                    self.env._(
                        "%(program)s: the floor is above the ceiling.",
                        program=program.name,
                    )
                ) from error

    @api.constrains("envelope_amount")
    def _check_envelope(self):
        self.grant_ids._check_envelope()

    @api.onchange("application_deadline")
    def _onchange_deadline(self):
        """A programme stays open until its deadline, unless told otherwise."""
        self.date_end = self.date_end or self.application_deadline

    def action_show_grants(self):
        """Show the grants of the programme, by state."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_cyber.numerian_subsidy_grant_action"
        )
        return action | {
            "domain": [("program_id", "=", self.id)],
            "context": {"default_program_id": self.id},
        }
