# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import formatLang

STATES = [
    ("waiting", "Not in force"),
    ("to_do", "To carry out"),
    ("part", "Carried out in part"),
    ("done", "Carried out"),
]
VOTED_FIELDS = (
    "deliberation_id",
    "kind",
    "name",
    "partner_id",
    "origin_move_id",
    "amount",
)


class NumerianDecision(models.Model):
    """One thing that a deliberation authorises, and the acts that carry it out.

    For a credit note: on which invoice, up to which amount, in euros excl. VAT.
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
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("credit_note", "Credit note")], required=True, default="credit_note"
    )
    name = fields.Char(string="Object", required=True, tracking=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        required=True,
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
        string="Up To", required=True, tracking=True, help="Excluding VAT."
    )
    cancellation_ids = fields.One2many(
        "numerian.titre.cancellation",
        "decision_id",
        string="Credit Notes",
        groups="numerian_board.group_secretary,numerian_collectivites.group_reader",
    )
    amount_done = fields.Monetary(
        string="Carried Out",
        compute="_compute_amount_done",
        compute_sudo=True,
        help="Excluding VAT: credit notes posted.",
    )
    state = fields.Selection(STATES, compute="_compute_state", compute_sudo=True)

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "The amount decided is above zero."
    )

    @api.depends("cancellation_ids.state", "cancellation_ids.amount_untaxed")
    def _compute_amount_done(self):
        for decision in self:
            posted = decision.cancellation_ids.filtered(lambda c: c.state == "posted")
            decision.amount_done = sum(posted.mapped("amount_untaxed"))

    @api.depends("amount", "amount_done", "deliberation_id.state")
    def _compute_state(self):
        for decision in self:
            decision.state = decision._get_state()

    def _get_state(self):
        left = self.amount - self.amount_done
        if self.amount_done:
            positive = self.currency_id.compare_amounts(left, 0.0) > 0
            return "part" if positive else "done"
        in_force = self.deliberation_id.state == "in_force"
        return "to_do" if in_force else "waiting"

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

    def _is_about(self, cancellation):
        """Return whether a credit note corrects the titre decided on."""
        self.ensure_one()
        origins = (self.origin_move_id.browse(), cancellation.origin_move_id)
        same_titre = self.origin_move_id in origins
        return same_titre and cancellation.partner_id == self._get_debtor()

    def _get_excess_problem(self, cancellations):
        """Return why credit notes would exceed the amount decided, or ``None``.

        :param cancellations: those about to be posted, all together
        """
        self.ensure_one()
        others = self.cancellation_ids - cancellations
        posted = others.filtered(lambda other: other.state == "posted")
        left = self.amount - sum(posted.mapped("amount_untaxed"))
        asked = sum(cancellations.mapped("amount_untaxed"))
        if self.currency_id.compare_amounts(asked, left) <= 0:
            return None
        return self.env._(
            "%(acts)s: %(asked)s excl. VAT, deliberation %(deliberation)s leaves "
            "%(left)s.",
            acts=", ".join(cancellations.mapped("display_name")),
            asked=formatLang(self.env, asked, currency_obj=self.currency_id),
            left=formatLang(self.env, left, currency_obj=self.currency_id),
            deliberation=self.deliberation_id.display_name,
        )
