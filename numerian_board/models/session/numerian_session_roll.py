# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...core import ballot


class NumerianSession(models.Model):
    """Who is there: the seats that the calculation of quorum and votes takes."""

    _inherit = "numerian.session"

    member_count = fields.Integer(string="Members", compute="_compute_quorum")
    quorum_needed = fields.Integer(compute="_compute_quorum")
    quorum_count = fields.Integer(string="Members Present", compute="_compute_quorum")
    has_quorum = fields.Boolean(string="Quorum Reached", compute="_compute_quorum")
    voice_count = fields.Integer(string="Voices", compute="_compute_quorum")

    @api.depends(
        "attendance_ids.status",
        "attendance_ids.left_item_id",
        "proxy_ids.holder_id",
        "proxy_ids.revoked_on",
        "body_id",
    )
    def _compute_quorum(self):
        for session in self:
            roll = session._get_roll()
            session.member_count = roll.serving
            session.quorum_needed = roll.needed
            session.quorum_count = roll.counted
            session.has_quorum = roll.has_quorum
            session.voice_count = roll.voices

    def _get_present(self, item=None):
        """Return the attendances of those who are there, now or at an item."""
        return self.attendance_ids.filtered(
            lambda attendance: attendance._get_place(item) != ballot.ABSENT
        )

    def _get_roll(self):
        """Return the electorate of the body as the session stands."""
        self.ensure_one()
        body = self.body_id
        return ballot.roll_call(self._get_seats(body), body._get_ballot_rules())

    def _get_seats(self, body, item=None):
        """Return the voting seats of a body, occupied or not.

        :param item: the item at which presence is read; none: at this moment
        """
        self.ensure_one()
        attendances = self.attendance_ids.filtered(
            lambda attendance: attendance.body_id == body
        )
        by_mandate = {attendance.mandate_id: attendance for attendance in attendances}
        proxies = {
            proxy.giver_id: proxy.holder_id.id
            for proxy in self.proxy_ids
            if not proxy.revoked_on
        }
        return [
            self._get_seat(mandate, by_mandate, proxies, item)
            for mandate in by_mandate
            if mandate.kind == "full" and mandate.has_vote
        ]

    def _get_seat(self, mandate, by_mandate, proxies, item):
        deputies = [by_mandate[d] for d in mandate.deputy_ids if d in by_mandate]
        places = [deputy._get_place(item) for deputy in deputies]
        return ballot.Seat(
            key=mandate.id,
            member=by_mandate[mandate]._get_place(item),
            deputy=min(places, key=_PLACES.index, default=ballot.ABSENT),
            stance=item._get_stance(mandate) if item else ballot.TAKES_PART,
            proxy_to=proxies.get(mandate),
            college=mandate.college_id.id,
            weight=mandate.weight,
        )


_PLACES = (ballot.PRESENT, ballot.REMOTE, ballot.ABSENT)
