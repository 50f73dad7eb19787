# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class NumerianCyberAwarenessPerson(models.Model):
    """What one person did with a phishing test: for their authority, until a day.

    Nobody of the syndicate reads it: no group has a right on it, no screen shows it.
    """

    _name = "numerian.cyber.awareness.person"
    _description = "Person of an Awareness Campaign"
    _order = "result_id, name, email, id"
    _rec_name = "email"
    _log_access = False  # who imported is on the campaign

    result_id = fields.Many2one(
        "numerian.cyber.awareness.result",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="result_id.company_id", store=True, precompute=True
    )
    email = fields.Char(required=True)
    name = fields.Char()
    position = fields.Char()
    is_sent = fields.Boolean(string="Received")
    is_opened = fields.Boolean(string="Opened")
    is_clicked = fields.Boolean(string="Clicked")
    is_submitted = fields.Boolean(string="Gave Data")
    is_reported = fields.Boolean(string="Reported")

    _email_uniq = models.Constraint(
        "UNIQUE (result_id, email)", "This address is in the campaign already."
    )

    @api.model
    def _prepare_vals(self, result, person):
        """Values of one person of a file, see ``gophish.Person``; extend."""
        return {
            "result_id": result.id,
            "email": person.email,
            "name": person.name,
            "position": person.position,
            "is_sent": person.sent,
            "is_opened": person.opened,
            "is_clicked": person.clicked,
            "is_submitted": person.submitted,
            "is_reported": person.reported,
        }
