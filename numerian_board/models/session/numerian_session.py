# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from odoo.addons.numerian_collectivites.models.button_fields import are_given

from ...core.deadlines import clear_days

STATES = [
    ("draft", "Draft"),
    ("convened", "Convened"),
    ("open", "Opened"),
    ("closed", "Closed"),
    ("no_quorum", "Without quorum"),
    ("cancelled", "Cancelled"),
]
OVER = ("closed", "no_quorum", "cancelled")
DERIVED_FIELDS = ("state", "reconvened_from_id")  # by the buttons alone
FIXED_FIELDS = ("body_id", "joint_body_ids")  # once convened
RECORDED_FIELDS = (  # once over
    "date_planned",
    "place",
    "notice_sent_on",
    "opened_at",
    "closed_at",
    "chair_id",
    "secretary_id",
)


class NumerianSession(models.Model):
    """A meeting of a body, on a day: notice, agenda, presences, opening and closing.

    Other bodies may sit at the same table (a joint session): each item is still decided
    by one of them, with its own quorum.
    """

    _name = "numerian.session"
    _description = "Session"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_planned desc, id desc"
    _check_company_auto = True

    body_id = fields.Many2one(
        "numerian.body",
        required=True,
        check_company=True,
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    joint_body_ids = fields.Many2many(
        "numerian.body",
        "numerian_session_joint_body_rel",
        string="Sits With",
        domain="[('id', '!=', body_id)]",
        check_company=True,
        help="Assemblies that meet at the same time; each decides its own items.",
    )
    company_id = fields.Many2one(
        related="body_id.company_id", store=True, precompute=True
    )
    date_planned = fields.Datetime(string="Planned On", required=True, tracking=True)
    date = fields.Date(
        compute="_compute_date",
        store=True,
        precompute=True,
        help="Day of the session, where it takes place.",
    )
    place = fields.Char(tracking=True)
    state = fields.Selection(
        STATES,
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    notice_sent_on = fields.Date(copy=False, tracking=True)
    is_emergency = fields.Boolean(string="Emergency", copy=False, tracking=True)
    emergency_reason = fields.Char(copy=False, tracking=True)
    clear_days = fields.Integer(
        compute="_compute_clear_days",
        help="Between the notice and the session, neither of them included.",
    )
    clear_days_needed = fields.Integer(compute="_compute_clear_days")
    is_notice_late = fields.Boolean(compute="_compute_clear_days")
    opened_at = fields.Datetime(copy=False, tracking=True)
    closed_at = fields.Datetime(copy=False, tracking=True)
    chair_id = fields.Many2one(
        "numerian.mandate",
        copy=False,
        check_company=True,
        ondelete="restrict",
        domain="[('body_id', '=', body_id), ('has_vote', '=', True)]",
        tracking=True,
    )
    secretary_id = fields.Many2one(
        "numerian.mandate",
        copy=False,
        check_company=True,
        ondelete="restrict",
        domain="[('body_id', '=', body_id), ('has_vote', '=', True)]",
        tracking=True,
        help="Member named at the opening (CGCT, art. L2121-15).",
    )
    assistant_ids = fields.Many2many(
        "res.partner",
        "numerian_session_assistant_rel",
        string="Assistants",
        copy=False,
        help="Staff that help the secretary; they do not vote.",
    )
    reconvened_from_id = fields.Many2one(
        "numerian.session",
        string="Second Session Of",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="The session without quorum: what stood on its agenda needs none here.",
    )
    reconvened_ids = fields.One2many(
        "numerian.session", "reconvened_from_id", string="Second Session"
    )
    item_ids = fields.One2many("numerian.agenda.item", "session_id", string="Agenda")
    attendance_ids = fields.One2many("numerian.attendance", "session_id")
    proxy_ids = fields.One2many("numerian.proxy", "session_id", string="Proxies")

    @api.depends("date_planned", "company_id.partner_id.tz")
    def _compute_date(self):
        for session in self:
            session.date = session._get_local_day(session.date_planned)

    @api.depends(
        "notice_sent_on", "date", "is_emergency", "reconvened_from_id", "state"
    )
    def _compute_clear_days(self):
        for session in self:
            sent, held = session.notice_sent_on, session.date
            needed = session._get_notice_days()
            session.clear_days = clear_days(sent, held) if sent and held else 0
            session.clear_days_needed = needed
            session.is_notice_late = bool(sent) and session.clear_days < needed

    @api.depends("body_id.name", "date")
    def _compute_display_name(self):
        for session in self:
            session.display_name = self.env._(
                "%(body)s - %(date)s",
                body=session.body_id.name,
                date=format_date(self.env, session.date),
            )

    def _get_local_day(self, moment):
        """Return the day of a moment where the company is, Paris by default."""
        if not moment:
            return False
        zone = self.company_id.partner_id.tz or self.env.user.tz or "Europe/Paris"
        local = fields.Datetime.context_timestamp(self.with_context(tz=zone), moment)
        return local.date()

    def _get_notice_days(self):
        """Return the clear days that the notice must leave."""
        self.ensure_one()
        if self.reconvened_from_id:
            return self.body_id.second_notice_days
        return self.body_id["emergency_days" if self.is_emergency else "notice_days"]

    def _get_bodies(self):
        return self.body_id | self.joint_body_ids

    @api.constrains("opened_at", "closed_at")
    def _check_closed_at(self):
        for session in self:
            opened, closed = session.opened_at, session.closed_at
            if closed and not (opened and opened <= closed):
                raise ValidationError(
                    self.env._("A session is not closed before it is opened.")
                )

    @api.constrains("notice_sent_on", "date_planned")
    def _check_notice_sent_on(self):
        for session in self:
            if session.notice_sent_on and session.notice_sent_on > session.date:
                raise ValidationError(
                    self.env._("The notice is not sent after the session.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        if any(are_given(self, vals, DERIVED_FIELDS) for vals in vals_list):
            self._refuse_derived()
        sessions = super().create(vals_list)
        for session in sessions.filtered(lambda s: not s.reconvened_from_id):
            session._add_standing_items()
        return sessions

    def write(self, vals):
        if not self.env.su:
            if set(DERIVED_FIELDS) & set(vals):
                self._refuse_derived()
            for session in self:
                session._check_not_fixed(vals)
        return super().write(vals)

    def _refuse_derived(self):
        """Refuse a state, or a quorum waived, that no button gave."""
        raise UserError(self.env._("The state of a session follows its buttons."))

    def _check_not_fixed(self, vals):
        fixed = () if self.state == "draft" else FIXED_FIELDS
        if self._is_over():
            fixed += RECORDED_FIELDS
        will_change = self.env["account.move"]._field_will_change
        if any(will_change(self, vals, name) for name in fixed):
            raise UserError(
                self.env._(
                    "%(session)s: this does not change any more.",
                    session=self.display_name,
                )
            )

    def _is_over(self):
        return self.state in OVER

    def _set_state(self, state, **vals):
        """Move the session on: the buttons' way, and the only one."""
        self.check_access("write")
        # sudo: the right is checked above; nobody writes the state by hand
        self.sudo().write(vals | {"state": state})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_convened(self):
        for session in self:
            if session.state not in ("draft", "cancelled"):
                raise UserError(
                    self.env._(
                        "%(session)s is convened: cancel it instead.",
                        session=session.display_name,
                    )
                )

    def _add_standing_items(self):
        """Put on the agenda what every session of the body has."""
        self.ensure_one()
        self.env["numerian.agenda.item"].create(
            [
                standing._prepare_item_vals(self)
                for standing in self.body_id.standing_item_ids
            ]
        )
