# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.numerian_collectivites.models.button_fields import (
    are_changed,
    are_given,
)

from .numerian_notice import TO_DO_AGAIN

# The proof of what was sent: written by the sending alone.
SENDING_FIELDS = ("notice_revision", "notice_digest", "notice_sent_again_at")


class NumerianSession(models.Model):
    """Who gets the notice, and whether it is still the one that was sent."""

    _inherit = "numerian.session"

    guest_ids = fields.Many2many(
        "res.partner",
        "numerian_session_guest_rel",
        string="Guests",
        copy=False,
        help="They get the notice; they are not members and do not vote.",
    )
    notice_ids = fields.One2many("numerian.notice", "session_id", string="Notices")
    notice_revision = fields.Integer(readonly=True, copy=False, aggregator=False)
    notice_digest = fields.Char(readonly=True, copy=False)
    notice_sent_again_at = fields.Datetime(readonly=True, copy=False)
    is_notice_outdated = fields.Boolean(compute="_compute_is_notice_outdated")
    without_address = fields.Char(
        string="Without an Address", compute="_compute_without_address"
    )
    notices_to_do_again = fields.Integer(compute="_compute_notices_to_do_again")

    @api.depends(
        "notice_digest",
        "state",
        "date_planned",
        "place",
        "item_ids.name",
        "item_ids.kind",
        "item_ids.sequence",
        "item_ids.explanatory_note",
        "item_ids.annex_ids",
    )
    def _compute_is_notice_outdated(self):
        for session in self:
            sent = session.state == "convened" and session.notice_digest
            outdated = sent and sent != session._get_notice_digest()
            session.is_notice_outdated = bool(outdated)

    @api.depends(
        "state", "attendance_ids.partner_id.email", "guest_ids.email", "date", "body_id"
    )
    def _compute_without_address(self):
        for session in self:
            people = session.env["res.partner"]
            if session.state in ("draft", "convened"):
                people = session._get_people_to_notify()
            missing = people.filtered(lambda person: not person.email_normalized)
            session.without_address = ", ".join(missing.mapped("display_name"))

    @api.depends("notice_ids.state", "attendance_ids", "guest_ids")
    def _compute_notices_to_do_again(self):
        for session in self:
            session.notices_to_do_again = len(session._get_people_to_do_again())

    @api.model_create_multi
    def create(self, vals_list):
        if any(are_given(self, vals, SENDING_FIELDS) for vals in vals_list):
            self._refuse_sending()
        return super().create(vals_list)

    def write(self, vals):
        if are_changed(self, vals, SENDING_FIELDS):
            self._refuse_sending()
        return super().write(vals)

    @api.model
    def _refuse_sending(self):
        raise UserError(
            self.env._("What was sent is recorded by the sending: not entered.")
        )

    def _get_people_to_do_again(self):
        """Return whom the notice sent has not reached, or who was added after it."""
        self.ensure_one()
        people = self.env["res.partner"].union(*self._get_recipients())
        last = {notice.partner_id: notice for notice in self.notice_ids.sorted("id")}
        return people.filtered(
            lambda person: (
                last and (person not in last or last[person].state in TO_DO_AGAIN)
            )
        )

    def _get_notice_digest(self):
        """Return a digest of what the members are told: day, place, items, annexes."""
        self.ensure_one()
        items = self.item_ids.sorted(lambda item: item._get_rank())
        content = [item._get_notice_content() for item in items]
        told = (str(self.date_planned), self.place or "", content)
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def _get_people_to_notify(self):
        """Return those who get the notice, before or after the members are listed."""
        self.ensure_one()
        if self.attendance_ids or not self.date:
            return self.env["res.partner"].union(*self._get_recipients())
        mandates = self._get_bodies().mandate_ids.filtered(
            lambda mandate: (
                mandate._is_in_office(self.date)
                and (mandate.kind == "full" or mandate.body_id.informs_deputies)
            )
        )
        return mandates.partner_id | self.guest_ids

    def _get_recipients(self):
        """Return ``{person: (kind, attendance)}``: one notice for each person."""
        self.ensure_one()
        rows = self.attendance_ids.filtered(
            lambda row: row.kind == "full" or row.body_id.informs_deputies
        )
        empty = rows.browse()
        found = {guest: ("invitation", empty) for guest in self.guest_ids}
        for row in rows.sorted(lambda row: row.kind, reverse=True):
            if row.kind == "deputy":
                found.setdefault(row.partner_id, ("information", row))
        for row in rows.filtered(lambda row: row.kind == "full"):
            if found.get(row.partner_id, ("",))[0] != "convocation":
                found[row.partner_id] = ("convocation", row)
        return found
