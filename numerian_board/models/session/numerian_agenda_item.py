# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from .numerian_standing_item import ITEM_KINDS

DECIDED_KINDS = ("deliberation", "minutes")


class NumerianAgendaItem(models.Model):
    """A line of the agenda: an item, or the title of a section of items."""

    _name = "numerian.agenda.item"
    _description = "Agenda Item"
    _inherit = ["mail.thread", "numerian.session.part"]
    _order = "session_id, sequence, id"
    _check_company_auto = True

    session_id = fields.Many2one(
        "numerian.session",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    company_id = fields.Many2one(
        related="session_id.company_id", store=True, precompute=True
    )
    session_state = fields.Selection(related="session_id.state", string="Session State")
    session_date = fields.Date(related="session_id.date", store=True)
    sequence = fields.Integer(default=100)
    display_type = fields.Selection([("line_section", "Section")])
    number = fields.Integer(compute="_compute_number", aggregator=False)
    name = fields.Char(string="Title", required=True, tracking=True)
    kind = fields.Selection(
        ITEM_KINDS, required=True, default="deliberation", tracking=True
    )
    body_id = fields.Many2one(
        "numerian.body",
        string="Decided By",
        required=True,
        compute="_compute_body_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        tracking=True,
    )
    rapporteur_id = fields.Many2one(
        "res.partner",
    )
    explanatory_note = fields.Html(help="Note sent with the notice.")
    discussion = fields.Html(
        copy=False, help="Substance of what was said, for the minutes."
    )
    is_late = fields.Boolean(string="Added After the Notice", readonly=True, copy=False)
    carried_from_id = fields.Many2one(
        "numerian.agenda.item",
        string="Item of the First Session",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    college_ids = fields.Many2many(
        "numerian.college",
        "numerian_agenda_item_college_rel",
        string="Colleges That Vote",
        domain="[('body_id', '=', body_id)]",
        help="Empty: all members.",
    )
    approved_session_id = fields.Many2one(
        "numerian.session",
        string="Minutes Of",
        compute="_compute_approved_session_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('body_id', '=', body_id), ('state', '=', 'closed')]",
        check_company=True,
        tracking=True,
    )

    @api.depends("session_id")
    def _compute_body_id(self):
        for item in self:
            item.body_id = item.body_id or item.session_id.body_id

    @api.depends("kind", "body_id")
    def _compute_approved_session_id(self):
        for item in self:
            earlier = item.kind == "minutes" and item._get_session_to_approve()
            item.approved_session_id = item.approved_session_id or earlier

    @api.depends("session_id.item_ids.sequence", "session_id.item_ids.display_type")
    def _compute_number(self):
        for item in self:
            rank = item._get_rank()
            items = item.session_id.item_ids.filtered(lambda i: not i.display_type)
            before = [other for other in items if other._get_rank() <= rank]
            item.number = 0 if item.display_type else len(before)

    def _get_rank(self):
        """Return what orders the items of a session; a new one comes last."""
        return (self.sequence, self._origin.id or float("inf"))

    def _get_session_to_approve(self):
        """Return the last session of the body that is over."""
        return self.env["numerian.session"].search(
            [
                ("body_id", "=", self.body_id.id),
                ("state", "=", "closed"),
                ("date", "<", self.session_id.date),
            ],
            order="date desc",
            limit=1,
        )

    @api.constrains("body_id", "session_id")
    def _check_body_id(self):
        for item in self:
            if item.body_id not in item.session_id._get_bodies():
                raise ValidationError(
                    self.env._(
                        "%(body)s does not sit at this session.",
                        body=item.body_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        for item in items.filtered(lambda item: item.session_state != "draft"):
            item._check_late()
            item.sudo().is_late = True  # nobody enters it
        return items

    @api.ondelete(at_uninstall=False)
    def _unlink_except_convened(self):
        for item in self:
            if item.session_state != "draft" and not item.is_late:
                raise UserError(
                    self.env._(
                        "“%(item)s” stands on the agenda that was sent: postpone it "
                        "instead.",
                        item=item.name,
                    )
                )

    def _get_late_fields(self):
        return super()._get_late_fields() | {"discussion"}

    def _get_derived_fields(self):
        return super()._get_derived_fields() | {"is_late", "carried_from_id"}

    def _check_late(self):
        """Refuse a decision on what the members were not told of."""
        body = self.body_id
        decided = not self.display_type and self.kind in DECIDED_KINDS
        if decided and not body.allows_late_items:
            raise UserError(
                self.env._(
                    "“%(item)s”: the notice is sent, only what stands on its agenda is "
                    "decided (%(rule)s).",
                    item=self.name,
                    rule=body.notice_source,
                )
            )

    def _prepare_carried_vals(self, session):
        """Return the values of the same item at the second session."""
        self.ensure_one()
        return {
            "session_id": session.id,
            "body_id": self.body_id.id,
            "carried_from_id": self.id,
            "college_ids": [Command.set(self.college_ids.ids)],
        }
