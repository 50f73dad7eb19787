# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools.misc import format_date

from ..models.deliberation.numerian_deliberation_force import DONE

STATUSES = [
    ("ok", "To record"),
    ("unreadable", "Unreadable"),
    ("unknown", "Unknown deliberation"),
    ("state", "Not adopted"),
    ("date", "Impossible date"),
    ("known", "Recorded already"),
]


class NumerianAcknowledgementImportLine(models.TransientModel):
    """A line of the file: the deliberation it acknowledges, and what becomes of it."""

    _name = "numerian.acknowledgement.import.line"
    _description = "Line of an Import of Acknowledgements"
    _order = "number, id"

    import_id = fields.Many2one(
        "numerian.acknowledgement.import", required=True, ondelete="cascade"
    )
    number = fields.Integer(string="Line")
    text = fields.Char(string="Content")
    act_number = fields.Char(string="Deliberation No.")
    date = fields.Date(string="Acknowledged On")
    identifier = fields.Char()
    deliberation_id = fields.Many2one("numerian.deliberation")
    status = fields.Selection(STATUSES, string="What Becomes of It")
    message = fields.Char(string="Remark")

    def _set_status(self):
        """Decide of each line; one search for all of them."""
        deliberations = self.env["numerian.deliberation"].search(
            [
                ("company_id", "=", self.import_id.company_id.id),
                ("number", "in", list(filter(None, self.mapped("act_number")))),
            ]
        )
        by_number = {d.number: d for d in deliberations}
        seen = set()
        for line in self:
            deliberation = by_number.get(line.act_number, deliberations.browse())
            line.deliberation_id = deliberation
            line.status, line.message = line._decide(deliberation, seen)
            seen.add(line.act_number)

    def _decide(self, deliberation, seen):
        """Return the status of the line and a remark for whoever reads it."""
        if not (self.act_number and self.date and self.identifier):
            return "unreadable", self.env._("Number, date or identifier missing")
        if not deliberation:
            return "unknown", self.env._("No deliberation has this number")
        if deliberation.outcome not in DONE:
            return "state", self.env._("It is not adopted")
        if deliberation.received_on or self.act_number in seen:
            return "known", self._get_known_message(deliberation)
        today = fields.Date.context_today(self)
        if not deliberation.decided_on <= self.date <= today:
            return "date", self.env._("Before the vote, or in the future")
        return "ok", False

    def _get_known_message(self, deliberation):
        if not deliberation.received_on:
            return self.env._("Twice in this file")
        return self.env._(
            "Acknowledged on %(day)s: %(identifier)s",
            day=format_date(self.env, deliberation.received_on),
            identifier=deliberation.ar_identifier or "",
        )

    def _prepare_acknowledgement_vals(self):
        self.ensure_one()
        return {"received_on": self.date, "ar_identifier": self.identifier}
