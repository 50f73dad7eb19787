# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

VOTED_FIELDS = (
    "deliberation_id",
    "kind_id",
    "name",
    "partner_id",
    "origin_move_id",
    "amount",
    "res_model",
    "res_id",
)


class NumerianDecision(models.Model):
    """One thing that a deliberation authorises, and the acts that carry it out.

    ``res_model`` and ``res_id`` name the act decided on; without them, any act of the
    kind that is tied to the decision, up to its amount, in euros excl. VAT.
    """

    _name = "numerian.decision"
    _description = "Decision of a Deliberation"
    _inherit = ["mail.thread"]
    _order = "deliberation_id, sequence, id"
    _check_company_auto = True

    deliberation_id = fields.Many2one(
        "numerian.deliberation", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="deliberation_id.company_id", store=True, precompute=True
    )
    body_id = fields.Many2one(related="deliberation_id.body_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    kind_id = fields.Many2one(
        "numerian.decision.kind",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
        default=lambda self: self.env["numerian.decision.kind"]._get_by_code(
            "credit_note"
        ),
    )
    kind_code = fields.Char(related="kind_id.code")
    name = fields.Char(string="Object", required=True, tracking=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    origin_move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted'),"
        " ('commercial_partner_id', '=', partner_id)]",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Empty: any invoice of the authority.",
    )
    origin_reference = fields.Char(
        related="origin_move_id.titre_reference", string="Titre"
    )
    amount = fields.Monetary(
        string="Up To",
        tracking=True,
        help="Excluding VAT; empty: no limit, where the kind needs none.",
    )
    res_model = fields.Char(string="Model of the Act", readonly=True)
    res_id = fields.Many2oneReference(
        string="Act", model_field="res_model", readonly=True
    )

    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "The amount decided is not below zero."
    )

    @api.constrains("kind_id", "amount", "partner_id")
    def _check_kind_id(self):
        for decision in self:
            kind, currency = decision.kind_id, decision.currency_id
            if kind.needs_amount and currency.compare_amounts(decision.amount, 0) <= 0:
                raise ValidationError(
                    self.env._(
                        "%(name)s: enter the amount decided.", name=decision.name
                    )
                )
            if kind.needs_partner and not decision.partner_id:
                raise ValidationError(
                    self.env._("%(name)s: enter the authority.", name=decision.name)
                )

    @api.constrains("origin_move_id", "partner_id")
    def _check_origin_move_id(self):
        for decision in self.filtered("origin_move_id"):
            # sudo: the secretary names an invoice without any right on the accounts
            origin = decision.origin_move_id.sudo()
            if origin.commercial_partner_id != decision._get_debtor():
                raise ValidationError(
                    self.env._(
                        "%(move)s is not an invoice of %(partner)s.",
                        move=origin.name,
                        partner=decision.partner_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        decisions = super().create(vals_list)
        decisions._check_not_voted()
        return decisions

    def write(self, vals):
        decides = any(name in vals for name in VOTED_FIELDS)
        if decides:
            self._check_not_voted()
        result = super().write(vals)
        if decides:  # nor is anything moved to what is voted
            self._check_not_voted()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_voted(self):
        self._check_not_voted()

    def _check_not_voted(self):
        """Keep what the assembly has voted on as it has."""
        for deliberation in self.deliberation_id.filtered("outcome"):
            raise UserError(
                self.env._(
                    "%(deliberation)s is voted: what it decides does not change any "
                    "more.",
                    deliberation=deliberation.display_name,
                )
            )

    def _get_debtor(self):
        return self.partner_id.commercial_partner_id

    def _is_about(self, act):
        """Return whether an act is the one decided on: its kind, and what is named."""
        self.ensure_one()
        if self.kind_id.code != act._decision_kind:
            return False
        if self.res_id and (self.res_model, self.res_id) != (act._name, act.id):
            return False
        partner = act._get_decision_partner()
        return (
            not self.origin_move_id or self.origin_move_id == act.origin_move_id
        ) and self._get_debtor() in (partner.browse(), partner.commercial_partner_id)
