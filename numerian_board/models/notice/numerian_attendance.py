# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import uuid

from odoo import fields, models
from odoo.exceptions import UserError

ANSWERS = [("present", "Comes"), ("excused", "Excused"), ("proxy", "Gives a proxy")]


class NumerianAttendance(models.Model):
    """What the member has answered to the notice, by the link of the mail."""

    _inherit = "numerian.attendance"

    answer = fields.Selection(ANSWERS, readonly=True, copy=False)
    answered_at = fields.Datetime(readonly=True, copy=False)
    answer_token = fields.Char(copy=False, groups="base.group_system")

    def _get_derived_fields(self):
        return super()._get_derived_fields() | {"answer", "answered_at", "answer_token"}

    def _ensure_tokens(self):
        """Give each row the secret of its link."""
        for attendance in self.filtered(lambda row: not row.answer_token):
            attendance.answer_token = uuid.uuid4().hex

    def _get_possible_holders(self):
        """Return the members who may still receive the proxy of this one."""
        self.ensure_one()
        if self.kind != "full" or not self.has_vote:
            return self.env["numerian.mandate"]
        given = self.session_id.proxy_ids.filtered(
            lambda proxy: not proxy.revoked_on and proxy.giver_id != self.mandate_id
        )
        holders = given.mapped("holder_id.id")
        rows = self.session_id.attendance_ids.filtered(
            lambda row: (
                row.body_id == self.body_id
                and row != self
                and row.kind == "full"
                and row.has_vote
                and row.answer not in ("excused", "proxy")
                and holders.count(row.mandate_id.id) < self.body_id.max_proxies
            )
        )
        return rows.mandate_id

    def _record_answer(self, answer, holder=None):
        """Record what a member answers, on each seat of the person at the session.

        :param answer: ``present``, ``excused`` or ``proxy``
        :param holder: mandate that receives the proxy
        :raises UserError: too late, or a proxy that the rules do not admit
        """
        self.ensure_one()
        if self.session_id.state != "convened" or self.status not in (
            "expected",
            "excused",
        ):
            raise UserError(self.env._("It is too late to answer."))
        if answer not in dict(ANSWERS) or (answer == "proxy") != bool(holder):
            raise UserError(self.env._("Choose an answer."))
        rows = self | self._get_twins()
        rows._revoke_proxies()
        now = fields.Datetime.now()
        status = "expected" if answer == "present" else "excused"
        rows.write({"answer": answer, "answered_at": now, "status": status})
        if holder:
            rows._give_proxy(holder.partner_id)
        label = dict(self._fields["answer"]._description_selection(self.env))[answer]
        self._message_log(
            body=self.env._("Answer to the notice: %(answer)s", answer=label),
            author_id=self.partner_id.id,
        )

    def _revoke_proxies(self):
        given = self.session_id.proxy_ids.filtered(
            lambda proxy: not proxy.revoked_on and proxy.giver_id in self.mandate_id
        )
        given.action_revoke()
        given.flush_recordset()  # before another one takes its place

    def _give_proxy(self, person):
        """Give a proxy to a person, in each body where both vote."""
        today = fields.Date.context_today(self)
        for row in self.filtered(lambda row: row._get_possible_holders()):
            holder = row._get_possible_holders().filtered(
                lambda mandate: mandate.partner_id == person
            )
            if not holder and row == self[:1]:
                raise UserError(
                    self.env._("%(person)s takes no more proxy.", person=person.name)
                )
            if holder:
                row.session_id.proxy_ids.create(
                    {
                        "session_id": row.session_id.id,
                        "giver_id": row.mandate_id.id,
                        "holder_id": holder.id,
                        "given_on": today,
                    }
                )
