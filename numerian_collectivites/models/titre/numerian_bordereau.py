# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..button_fields import are_given
from ..selections import BORDEREAU_TYPES

STATES = [
    ("draft", "Draft"),
    ("issued", "Issued"),
    ("sent", "Transmitted"),
    ("acknowledged", "Acknowledged"),
]
# Written by the acts of the bordereau only.
SYSTEM_FIELDS = ("state", "number", "cumulative_amount", "is_imported", "issued_on")
SYSTEM_FIELDS += ("sent_on", "acknowledged_on")
# What an issued bordereau still admits.
FREE_FIELDS = ("message_follower_ids", "message_ids", "message_main_attachment_id")


class NumerianBordereau(models.Model):
    """The list of titres that the ordonnateur signs and sends to the accountant."""

    _name = "numerian.bordereau"
    _description = "Bordereau of Titres"
    _inherit = ["mail.thread"]
    _order = "exercice_id, date desc, bordereau_type, id desc"
    _check_company_auto = True

    exercice_id = fields.Many2one(
        "numerian.exercice",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('state', '!=', 'closed')]",
        default=lambda self: self._get_default_exercice(),
        tracking=True,
    )
    company_id = fields.Many2one(
        related="exercice_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    bordereau_type = fields.Selection(
        BORDEREAU_TYPES, string="Type", required=True, default="01", tracking=True
    )
    number = fields.Integer(copy=False, readonly=True, aggregator=False, tracking=True)
    date = fields.Date(
        string="Date of Issue",
        compute="_compute_date",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        copy=False,
        tracking=True,
        help="After the end of the exercice: 31 December.",
    )
    issuer_id = fields.Many2one(
        "res.users",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        tracking=True,
        help="Who signs: the ordonnateur, or the delegate that the titres name.",
    )
    issuer_capacity = fields.Char(
        string="Capacity",
        default=lambda self: self.env.company.titre_issuer_capacity,
        tracking=True,
        help="Capacity of the issuer, for example Président.",
    )
    delegation_reference = fields.Char(
        string="Delegation",
        tracking=True,
        help="Act by which a delegate signs: number and date.",
    )
    state = fields.Selection(
        STATES,
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    is_issued = fields.Boolean(compute="_compute_is_issued")
    is_imported = fields.Boolean(
        string="Imported",
        readonly=True,
        copy=False,
        help="Numbered in a former software.",
    )
    issued_on = fields.Datetime(readonly=True, copy=False)
    sent_on = fields.Date(readonly=True, copy=False)
    acknowledged_on = fields.Date(readonly=True, copy=False)
    move_ids = fields.One2many("account.move", "bordereau_id", string="Titres")
    move_count = fields.Integer(
        string="Number of Titres", compute="_compute_amounts", store=True
    )
    amount_untaxed = fields.Monetary(
        string="Excl. VAT", compute="_compute_amounts", store=True
    )
    amount_tax = fields.Monetary(string="VAT", compute="_compute_amounts", store=True)
    amount_total = fields.Monetary(
        string="Incl. VAT", compute="_compute_amounts", store=True
    )
    cumulative_amount = fields.Monetary(
        string="Cumulative",
        readonly=True,
        copy=False,
        help="Titres of this type issued in the exercice up to this bordereau, excl. "
        "VAT.",
    )
    export_ids = fields.One2many("numerian.bordereau.export", "bordereau_id")

    _number_uniq = models.UniqueIndex(
        "(company_id, exercice_id, bordereau_type, number) WHERE number > 0",
        "This bordereau number is already given in this exercice.",
    )

    @api.model
    def _get_default_exercice(self):
        """Return the exercice of today, or the last one that is open."""
        exercices = self.env["numerian.exercice"].search(
            [("state", "!=", "closed"), ("company_id", "=", self.env.company.id)]
        )
        year = fields.Date.context_today(self).year
        return exercices.filtered(lambda e: e.year == year) or exercices[:1]

    @api.depends("exercice_id")
    def _compute_date(self):
        today = fields.Date.context_today(self)
        for bordereau in self:
            first, last = (
                bordereau.exercice_id.date_start,
                bordereau.exercice_id.date_end,
            )
            bordereau.date = min(max(today, first), last) if first else today

    @api.depends("state")
    def _compute_is_issued(self):
        for bordereau in self:
            bordereau.is_issued = bordereau.state != "draft"

    @api.depends(
        "move_ids.amount_untaxed", "move_ids.amount_tax", "move_ids.amount_total"
    )
    def _compute_amounts(self):
        for bordereau in self:
            moves = bordereau.move_ids
            bordereau.move_count = len(moves)
            bordereau.amount_untaxed = sum(moves.mapped("amount_untaxed"))
            bordereau.amount_tax = sum(moves.mapped("amount_tax"))
            bordereau.amount_total = sum(moves.mapped("amount_total"))

    @api.depends("number", "bordereau_type", "exercice_id.year")
    def _compute_display_name(self):
        for bordereau in self:
            values = {
                "number": bordereau.number,
                "kind": bordereau.bordereau_type,
                "year": bordereau.exercice_id.year,
            }
            if bordereau.number:
                name = self.env._("Bordereau %(number)s/%(kind)s - %(year)s", **values)
            else:
                name = self.env._("Draft bordereau %(kind)s - %(year)s", **values)
            bordereau.display_name = name

    # Rights: the acts go through sudo, after a check of the group

    @api.model_create_multi
    def create(self, vals_list):
        if any(are_given(self, vals, SYSTEM_FIELDS) for vals in vals_list):
            self._refuse_system()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_system_fields(vals)
        if not self.env.su:
            changed = set(vals) - set(FREE_FIELDS)
            for bordereau in self.filtered("is_issued"):
                if changed:
                    bordereau._refuse_change()
        return super().write(vals)

    @api.model
    def _refuse_system_fields(self, vals):
        given = {name for name in SYSTEM_FIELDS if vals.get(name)}
        if not self.env.su and (
            given - {"state"} or vals.get("state", "draft") != "draft"
        ):
            self._refuse_system()

    @api.model
    def _refuse_system(self):
        raise UserError(
            self.env._("Numbers and states are given by the acts of the bordereau.")
        )

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "%(bordereau)s is issued: it does not change any more.",
                bordereau=self.display_name,
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        for bordereau in self.filtered("is_issued"):
            bordereau._refuse_change()
