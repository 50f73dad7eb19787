# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

SIGNING_FIELDS = {"contract": "can_sign_contracts", "quote": "can_sign_quotes"}


class ResPartner(models.Model):
    """Who commits an authority: the mayor, or a deputy by delegation, until a day."""

    _inherit = "res.partner"

    can_sign_contracts = fields.Boolean(string="Signs contracts", tracking=True)
    can_sign_quotes = fields.Boolean(string="Signs quotes", tracking=True)
    signing_capacity = fields.Char(
        string="Signs as",
        tracking=True,
        help="Mayor, deputy mayor by delegation… as it is written under the signature.",
    )
    signing_until = fields.Date(
        string="Signs until",
        tracking=True,
        help="Last day of the office or of the delegation; empty: no end is known.",
    )
    signatory_ids = fields.One2many(
        "res.partner",
        "parent_id",
        string="Signatories",
        domain=["|", ("can_sign_contracts", "=", True), ("can_sign_quotes", "=", True)],
    )

    @api.constrains("can_sign_contracts", "can_sign_quotes", "signing_capacity")
    def _check_signing_capacity(self):
        for partner in self:
            signs = partner.can_sign_contracts or partner.can_sign_quotes
            if signs and not (partner.signing_capacity or "").strip():
                raise ValidationError(
                    self.env._(
                        "Enter in which capacity %s signs: mayor, deputy mayor by "
                        "delegation…",
                        partner.name,
                    )
                )

    def _may_sign(self, kind, day):
        """Return why this person does not commit its authority, or ``None``.

        :param kind: ``contract`` or ``quote``
        :param day: when it signs
        """
        self.ensure_one()
        if not self[SIGNING_FIELDS[kind]]:
            return self._get_no_signing_message(kind)
        if self.signing_until and day > self.signing_until:
            return self.env._(
                "%(name)s signed as %(capacity)s until %(day)s: ask us to record who "
                "signs now.",
                name=self.name,
                capacity=self.signing_capacity,
                day=format_date(self.env, self.signing_until),
            )
        return None

    def _get_no_signing_message(self, kind):
        names = {
            "name": self.name,
            "authority": self.commercial_partner_id.name,
        }
        if kind == "contract":
            return self.env._(
                "%(name)s is not recorded as signing the contracts of %(authority)s: "
                "have them signed by who is, or ask us to record it.",
                **names,
            )
        return self.env._(
            "%(name)s is not recorded as signing the quotes of %(authority)s: have "
            "them signed by who is, or ask us to record it.",
            **names,
        )

    def action_grant_portal_access(self):
        """Open Odoo's wizard on the contacts of the authority."""
        self.ensure_one()
        wizard = self.env["portal.wizard"].with_context(active_ids=self.ids)
        return wizard.action_open_wizard()
