# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class ResPartner(models.Model):
    """From a filtered list of authorities to the mailing of their quotes."""

    _inherit = "res.partner"

    def action_new_cyber_mailing(self):
        """Open a new mailing that holds the authorities chosen.

        :raises UserError: if none of them is a local authority
        """
        authorities = self.commercial_partner_id.filtered("is_local_authority")
        if not authorities:
            raise UserError(self.env._("Choose local authorities in the list."))
        mailing = self.env["numerian.cyber.mailing"].create(
            {
                "name": self.env._("Cybersecurity quotes"),
                "line_ids": [Command.create({"partner_id": p.id}) for p in authorities],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": mailing._name,
            "res_id": mailing.id,
            "view_mode": "form",
        }
