# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import fields, models
from odoo.tools.misc import format_date


class ContractLine(models.Model):
    """What no longer works once a subscription stops, said to whoever stops it."""

    _inherit = "contract.line"

    cyber_licence_ids = fields.One2many(
        "numerian.cyber.licence",
        "contract_line_id",
        string="Licences",
        groups="numerian_cyber.group_reader",
    )

    def _get_cyber_stop_warnings(self):
        """Return a sentence for each service that leaves something behind."""
        # sudo: whoever stops a line need not read the services nor the licences
        lines = self.sudo()
        found = []
        for line in lines.filtered("cyber_service_id.stop_warning"):
            text = f"{line.cyber_service_id.name}: {line.cyber_service_id.stop_warning}"
            count = len(line.cyber_licence_ids)
            if count:
                text += " " + self.env._("(%(count)s licences)", count=count)
            found.append(text)
        return found

    def stop(self, date_end, manual_renew_needed=False, post_message=True):
        result = super().stop(
            date_end, manual_renew_needed=manual_renew_needed, post_message=post_message
        )
        for line in self.filtered("cyber_service_id"):
            line._end_licences()
            if post_message:
                line._post_stop_warning()
        return result

    def _end_licences(self):
        """The licences of a line end with it."""
        # sudo: they follow the contract, whoever stops it
        licences = self.sudo().cyber_licence_ids
        licences.filtered(
            lambda lic: not lic.date_end or lic.date_end > self.date_end
        ).date_end = self.date_end

    def _post_stop_warning(self):
        """Keep on the contract what the person was told."""
        for text in self._get_cyber_stop_warnings():
            self.contract_id.message_post(
                body=Markup("<b>%s</b> %s")
                % (
                    self.env._(
                        "Stopped on %(date)s:",
                        date=format_date(self.env, self.date_end),
                    ),
                    text,
                )
            )
