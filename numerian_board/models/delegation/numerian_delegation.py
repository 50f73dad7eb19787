# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core import delegation

DELEGATES = [
    ("president", "President"),
    ("bureau", "Bureau"),
    ("director", "Director"),
]
VOTED_FIELDS = (
    "deliberation_id",
    "delegate",
    "mandate_id",
    "delegate_body_id",
    "director_id",
    "subject_ids",
    "ceiling_amount",
    "total_amount",
    "date_start",
    "date_end",
)


class NumerianDelegation(models.Model):
    """Powers that a deliberation gives to the president, the bureau or the director.

    For some subjects, from a day to another, both included, up to amounts in euros
    excl. VAT (zero: no limit). It ends with the mandate of the delegate, when an
    assembly is renewed, or when it is withdrawn.
    """

    _name = "numerian.delegation"
    _description = "Delegation of Powers"
    _inherit = ["mail.thread"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    deliberation_id = fields.Many2one(
        "numerian.deliberation",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
        tracking=True,
    )
    body_id = fields.Many2one(
        related="deliberation_id.body_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="deliberation_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    delegate = fields.Selection(
        DELEGATES, required=True, default="president", tracking=True
    )
    mandate_id = fields.Many2one(
        "numerian.mandate",
        string="President",
        domain="[('body_id', '=', body_id), ('role', '=', 'president')]",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    delegate_body_id = fields.Many2one(
        "numerian.body",
        string="Bureau",
        domain="[('id', '!=', body_id)]",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    director_id = fields.Many2one(
        "res.partner",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    subject_ids = fields.Many2many(
        "numerian.delegation.subject", string="Subjects", required=True
    )
    ceiling_amount = fields.Monetary(
        string="Up To, Each Decision",
        tracking=True,
        help="Excluding VAT; zero: no limit.",
    )
    total_amount = fields.Monetary(
        string="Up To, in All",
        tracking=True,
        help="Excluding VAT, all the decisions together; zero: no limit.",
    )
    date_start = fields.Date(string="From", required=True, tracking=True)
    date_end = fields.Date(string="Until", tracking=True, help="Included.")
    conditions = fields.Text(help="As the deliberation says them.")
    last_date = fields.Date(
        string="Ends On",
        compute="_compute_last_date",
        store=True,
        help="End of the delegation, of the delegate's mandate, or eve of a renewal.",
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A delegation cannot end before it starts.",
    )
    _amounts_not_negative = models.Constraint(
        "CHECK (ceiling_amount >= 0 AND total_amount >= 0)",
        "The ceiling of a delegation cannot be negative.",
    )
    _delegate_is_named = models.Constraint(
        "CHECK ((delegate = 'president') = (mandate_id IS NOT NULL)"
        " AND (delegate = 'bureau') = (delegate_body_id IS NOT NULL)"
        " AND (delegate = 'director') = (director_id IS NOT NULL))",
        "Say to whom the powers are delegated: president, bureau or director.",
    )

    @api.depends(
        "date_end",
        "mandate_id.date_end",
        "date_start",
        "body_id.renewed_on",
        "delegate_body_id.renewed_on",
    )
    def _compute_last_date(self):
        for power in self:
            bodies = power.body_id | power.delegate_body_id
            renewals = [
                body.renewed_on
                for body in bodies
                if body.renewed_on
                and power.date_start
                and body.renewed_on > power.date_start
            ]
            ends = (power.date_end or None, power.mandate_id.date_end or None)
            power.last_date = delegation.last_day(ends, renewals) or False

    @api.depends("deliberation_id.number", "delegate", "body_id.name")
    def _compute_display_name(self):
        labels = dict(self._fields["delegate"]._description_selection(self.env))
        for power in self:
            power.display_name = self.env._(
                "%(delegate)s - deliberation %(deliberation)s",
                delegate=power._get_delegate_name() or labels.get(power.delegate),
                deliberation=power.deliberation_id.number or power.deliberation_id.name,
            )

    def _get_delegate_name(self):
        self.ensure_one()
        return (
            self.mandate_id.display_name
            or self.delegate_body_id.name
            or self.director_id.name
        )

    @api.onchange("delegate")
    def _onchange_delegate(self):
        presidents = self.body_id.mandate_ids.filtered(
            lambda mandate: (
                mandate.role == "president"
                and mandate._is_in_office(fields.Date.context_today(self))
            )
        )
        self.mandate_id = self.delegate == "president" and presidents[:1]
        self.delegate_body_id = self.delegate == "bureau" and self.delegate_body_id
        self.director_id = self.delegate == "director" and self.director_id

    @api.constrains("delegate", "deliberation_id")
    def _check_delegate(self):
        """Refuse the delegates that the regime of the assembly does not admit."""
        labels = dict(self._fields["delegate"]._description_selection(self.env))
        for power in self:
            body = power.body_id
            if not body[f"may_delegate_{power.delegate}"]:
                raise ValidationError(
                    self.env._(
                        "%(body)s does not delegate its powers to this delegate: "
                        "%(delegate)s (%(rule)s).",
                        body=body.name,
                        delegate=labels[power.delegate],
                        rule=body.delegation_source,
                    )
                )

    @api.constrains("mandate_id", "delegate_body_id", "deliberation_id")
    def _check_delegate_is_another(self):
        for power in self:
            body, mandate = power.body_id, power.mandate_id
            stranger = mandate and (
                mandate.role != "president" or mandate.body_id != body
            )
            if stranger or power.delegate_body_id == body:
                raise ValidationError(
                    self.env._(
                        "%(delegate)s is neither the president of %(body)s nor another "
                        "assembly.",
                        delegate=power._get_delegate_name(),
                        body=body.name,
                    )
                )

    @api.constrains("subject_ids", "deliberation_id")
    def _check_subject_ids(self):
        """Refuse to delegate nothing, or a matter that the assembly keeps."""
        for power in self:
            if not power.subject_ids:
                raise ValidationError(self.env._("Say what is delegated."))
            reserved = power.subject_ids.filtered("is_reserved")
            if reserved and power.body_id.keeps_reserved_matters:
                raise ValidationError(
                    self.env._(
                        "%(subjects)s: %(body)s does not delegate it (%(rule)s).",
                        subjects=", ".join(reserved.mapped("name")),
                        body=power.body_id.name,
                        rule=power.body_id.delegation_source or reserved[0].source,
                    )
                )
