# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import fields, models

from ..core.gophish import domain_of

STATUSES = [
    ("ok", "To keep"),
    ("unreadable", "Unreadable"),
    ("unknown", "Unknown authority"),
]


class NumerianCyberAwarenessImportLine(models.TransientModel):
    """An address of the file and its authority; what the person did is not shown."""

    _name = "numerian.cyber.awareness.import.line"
    _description = "Address of a Phishing Test"
    _order = "status desc, number, id"

    import_id = fields.Many2one(
        "numerian.cyber.awareness.import", required=True, ondelete="cascade"
    )
    number = fields.Integer(string="Line")
    email = fields.Char(string="Address")
    errors = fields.Char()
    partner_id = fields.Many2one("res.partner", string="Authority")
    status = fields.Selection(STATUSES)
    message = fields.Char(string="Remark")

    def _set_status(self):
        """Decide of each line whose staff it is: of the one given, or found."""
        partner_of = self._find_authorities()
        for line in self:
            given = line.import_id.partner_id
            line.partner_id = given or partner_of.get(line.email)
            line.status, line.message = line._decide()

    def _decide(self):
        self.ensure_one()
        if self.errors:
            return "unreadable", self.env._(
                "Columns not understood: %(names)s", names=self.errors
            )
        if not self.partner_id:
            return "unknown", self.env._(
                "No authority has this address or its domain to itself: choose the "
                "authority above, or give its contact this address"
            )
        return "ok", False

    def _find_authorities(self):
        """Return ``{address: authority}``: of a contact, else alone with the domain.

        A domain that several authorities use, or anybody, tells nothing: results of
        persons never go to another authority by a guess.
        """
        contacts = self.env["res.partner"].search(self._get_contact_domain())
        exact, shared = defaultdict(set), defaultdict(set)
        for contact in contacts:
            authority = contact.commercial_partner_id
            exact[contact.email_normalized].add(authority)
            shared[domain_of(contact.email_normalized)].add(authority)
        shared.pop(None, None)
        found = {}
        for email in set(self.mapped("email")):
            owners = exact.get(email) or shared.get(domain_of(email)) or set()
            if len(owners) == 1:
                (found[email],) = owners
        return found

    def _get_contact_domain(self):
        return [
            ("commercial_partner_id.is_local_authority", "=", True),
            ("email_normalized", "!=", False),
            ("company_id", "in", (False, self.import_id.company_id.id)),
        ]
