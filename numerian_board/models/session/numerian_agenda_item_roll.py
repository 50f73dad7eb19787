# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...core import ballot


class NumerianAgendaItem(models.Model):
    """Who takes part in an item: those who left the room, and those concerned."""

    _inherit = "numerian.agenda.item"

    away_ids = fields.Many2many(
        "numerian.mandate",
        "numerian_agenda_item_away_rel",
        string="Out of the Room",
        copy=False,
        check_company=True,
        help="Members present at the session who are not there for this item.",
    )
    interested_ids = fields.Many2many(
        "numerian.mandate",
        "numerian_agenda_item_interested_rel",
        copy=False,
        check_company=True,
        help="They leave and do not vote, and do not count for the quorum "
        "(CGCT, art. L2131-11).",
    )
    standing_for_ids = fields.Many2many(
        "numerian.mandate",
        "numerian_agenda_item_standing_for_rel",
        string="Standing for the Body Concerned",
        copy=False,
        check_company=True,
        help="They represent the body that the item concerns: they do not vote, and "
        "are not counted among the members (CGCT, art. L1111-6).",
    )
    quorum_waived = fields.Boolean(
        string="Without Condition of Quorum", compute="_compute_quorum"
    )
    quorum_needed = fields.Integer(compute="_compute_quorum")
    quorum_count = fields.Integer(string="Members Present", compute="_compute_quorum")
    has_quorum = fields.Boolean(string="Quorum Reached", compute="_compute_quorum")
    voice_count = fields.Integer(string="Voices", compute="_compute_quorum")

    @api.depends(
        "away_ids",
        "interested_ids",
        "standing_for_ids",
        "college_ids",
        "carried_from_id",
        "body_id",
        "session_id.item_ids.sequence",
        "session_id.attendance_ids.status",
        "session_id.attendance_ids.arrived_item_id",
        "session_id.attendance_ids.left_item_id",
        "session_id.proxy_ids.holder_id",
        "session_id.proxy_ids.revoked_on",
    )
    def _compute_quorum(self):
        for item in self:
            roll = item._get_roll()
            item.quorum_waived = bool(item.carried_from_id)
            item.quorum_needed = roll.needed
            item.quorum_count = roll.counted
            item.has_quorum = roll.has_quorum
            item.voice_count = roll.voices

    def _get_stance(self, mandate):
        """Return whether a seat takes part, who sits on it included."""
        holders = mandate | mandate.deputy_ids
        if holders & self.standing_for_ids:
            return ballot.STANDS_FOR
        return ballot.INTERESTED if holders & self.interested_ids else ballot.TAKES_PART

    def _get_ballot_rules(self):
        """Return the rules of the body, without quorum for an item carried over."""
        self.ensure_one()
        rules = self.body_id._get_ballot_rules()
        return rules._replace(quorum="none") if self.carried_from_id else rules

    def _get_roll(self):
        """Return the electorate of the item, as the presences stand."""
        self.ensure_one()
        return ballot.roll_call(
            self.session_id._get_seats(self.body_id, self),
            self._get_ballot_rules(),
            self.college_ids.ids,
        )
