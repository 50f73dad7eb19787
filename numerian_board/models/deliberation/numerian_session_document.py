# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

PRINTED_STATUSES = ("present", "remote", "excused", "absent")


class NumerianSession(models.Model):
    """What the notice and the minutes say of a session."""

    _inherit = "numerian.session"

    def _get_document_name(self, kind):
        """Return the name of the file of a document."""
        self.ensure_one()
        title = {
            "notice": self.env._("Notice"),
            "minutes": self.env._("Minutes"),
        }[kind]
        return f"{title} - {self.body_id.name} - {self.date}"

    def _get_hour(self, moment):
        """Return an hour as French minutes write it: 17h43."""
        if not moment:
            return ""
        zone = self.company_id.partner_id.tz or self.env.user.tz or "Europe/Paris"
        local = fields.Datetime.context_timestamp(self.with_context(tz=zone), moment)
        return f"{local:%H}h{local:%M}"

    def _get_presences(self):
        """Return ``[(what, names)]``: chair, secretary, present, excused…"""
        self.ensure_one()
        rows = [
            (self.env._("Chair"), self.chair_id.display_name),
            (self.env._("Secretary of the session"), self.secretary_id.display_name),
        ]
        for body in self._get_bodies():
            rows += self._get_presences_of(body)
        rows.append(
            (self.env._("Assistants"), ", ".join(self.assistant_ids.mapped("name")))
        )
        return [(what, names) for what, names in rows if names]

    def _get_presences_of(self, body):
        attendances = self.attendance_ids.filtered(lambda a: a.body_id == body)
        labels = dict(attendances._fields["status"]._description_selection(self.env))
        joint = f" ({body.name})" if self.joint_body_ids else ""
        found = []
        for status in PRINTED_STATUSES:
            names = [a._get_printed_name() for a in attendances if a.status == status]
            found.append((labels[status] + joint, ", ".join(names)))
        return found
