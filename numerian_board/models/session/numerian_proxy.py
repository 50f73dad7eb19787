# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class NumerianProxy(models.Model):
    """A written power to vote given by an absent member, revocable at any time."""

    _name = "numerian.proxy"
    _description = "Proxy"
    _inherit = ["mail.thread", "numerian.session.part"]
    _order = "session_id, id"
    _check_company_auto = True

    session_id = fields.Many2one(
        "numerian.session", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="session_id.company_id", store=True, precompute=True
    )
    giver_id = fields.Many2one(
        "numerian.mandate",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        tracking=True,
    )
    body_id = fields.Many2one(related="giver_id.body_id", store=True, precompute=True)
    holder_id = fields.Many2one(
        "numerian.mandate",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        tracking=True,
    )
    given_on = fields.Date(tracking=True)
    revoked_on = fields.Date(tracking=True)

    _giver_uniq = models.UniqueIndex(
        "(session_id, giver_id) WHERE revoked_on IS NULL",
        "This member has given a proxy already: revoke it first.",
    )

    @api.constrains("session_id", "giver_id", "holder_id", "revoked_on")
    def _check_rules(self):
        """Refuse what the rules of the body do not admit: number, persons."""
        for proxy in self.filtered(lambda proxy: not proxy.revoked_on):
            for mandate in proxy.giver_id | proxy.holder_id:
                proxy._check_mandate(mandate)
            proxy.body_id._check_proxies(proxy.session_id)

    def _check_mandate(self, mandate):
        voter = mandate.kind == "full" and mandate.has_vote
        if not voter or mandate.body_id != self.body_id:
            raise ValidationError(
                self.env._(
                    "%(person)s: a proxy goes from a voting member of %(body)s to "
                    "another one.",
                    person=mandate.display_name,
                    body=self.body_id.name,
                )
            )
        if mandate.body_id not in self.session_id._get_bodies():
            raise ValidationError(
                self.env._(
                    "%(body)s does not sit at this session.", body=mandate.body_id.name
                )
            )

    def action_revoke(self):
        for proxy in self:
            if proxy.revoked_on:
                raise UserError(self.env._("This proxy is revoked already."))
            proxy.revoked_on = fields.Date.context_today(self)
