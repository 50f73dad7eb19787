# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core import ballot

STATUSES = [
    ("expected", "Expected"),
    ("present", "Present"),
    ("remote", "Present remotely"),
    ("excused", "Excused"),
    ("absent", "Absent"),
]
MIRRORED_FIELDS = ("status", "arrived_item_id", "left_item_id")


class NumerianAttendance(models.Model):
    """The presence of a member at a session, from an item to another.

    A person with a mandate in two bodies that sit together has two rows: what is
    recorded on one is true of the other.
    """

    _name = "numerian.attendance"
    _description = "Attendance at a Session"
    _inherit = ["mail.thread", "numerian.session.part"]
    _order = "session_id, body_id, sequence, id"
    _check_company_auto = True

    session_id = fields.Many2one(
        "numerian.session", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="session_id.company_id", store=True, precompute=True
    )
    mandate_id = fields.Many2one(
        "numerian.mandate",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
    )
    body_id = fields.Many2one(related="mandate_id.body_id", store=True, precompute=True)
    partner_id = fields.Many2one(related="mandate_id.partner_id", store=True)
    kind = fields.Selection(related="mandate_id.kind")
    has_vote = fields.Boolean(related="mandate_id.has_vote")
    sequence = fields.Integer(related="mandate_id.sequence", store=True)
    status = fields.Selection(
        STATUSES, required=True, default="expected", tracking=True
    )
    arrived_item_id = fields.Many2one(
        "numerian.agenda.item",
        string="Arrived At",
        domain="[('session_id', '=', session_id)]",
        ondelete="restrict",
        tracking=True,
        help="First item at which the member is there; empty: from the start.",
    )
    left_item_id = fields.Many2one(
        "numerian.agenda.item",
        string="Left At",
        domain="[('session_id', '=', session_id)]",
        ondelete="restrict",
        tracking=True,
        help="First item at which the member is no longer there.",
    )
    holder_id = fields.Many2one(
        "numerian.mandate", string="Represented By", compute="_compute_holder_id"
    )

    _mandate_uniq = models.Constraint(
        "UNIQUE (session_id, mandate_id)", "This member is listed already."
    )

    @api.depends("session_id.proxy_ids.holder_id", "session_id.proxy_ids.revoked_on")
    def _compute_holder_id(self):
        for attendance in self:
            attendance.holder_id = attendance.session_id.proxy_ids.filtered(
                lambda proxy, giver=attendance.mandate_id: (
                    proxy.giver_id == giver and not proxy.revoked_on
                )
            ).holder_id[:1]

    @api.depends("mandate_id.partner_id.name")
    def _compute_display_name(self):
        for attendance in self:
            attendance.display_name = attendance.mandate_id.display_name

    @api.constrains("arrived_item_id", "left_item_id")
    def _check_items(self):
        for attendance in self:
            items = attendance.arrived_item_id | attendance.left_item_id
            if items.session_id - attendance.session_id:
                raise ValidationError(
                    self.env._("Choose an item of the agenda of this session.")
                )

    def write(self, vals):
        shared = {name: vals[name] for name in MIRRORED_FIELDS if name in vals}
        twins = shared and self._get_twins()
        if twins:
            super(NumerianAttendance, twins).write(shared)
        return super().write(vals)

    def _get_twins(self):
        """Return the rows of the same persons in the other bodies of the session."""
        return (
            self.session_id.attendance_ids.filtered(
                lambda attendance: any(
                    attendance.partner_id == own.partner_id
                    and attendance.session_id == own.session_id
                    for own in self
                )
            )
            - self
        )

    def _get_place(self, item=None):
        """Return whether the member is there: present, remote or absent.

        :param item: the item discussed; none: at this moment
        """
        self.ensure_one()
        if self.status not in (ballot.PRESENT, ballot.REMOTE):
            return ballot.ABSENT
        return self.status if self._is_there(item) else ballot.ABSENT

    def _is_there(self, item):
        if not item:
            return not self.left_item_id
        rank, arrived, left = item._get_rank(), self.arrived_item_id, self.left_item_id
        return (
            self.mandate_id not in item.away_ids
            and not (arrived and rank < arrived._get_rank())
            and not (left and rank >= left._get_rank())
        )
