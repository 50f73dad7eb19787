# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from markupsafe import Markup

from odoo import fields, models
from odoo.tools.misc import format_date


class ContractLine(models.Model):
    """What no longer works once a subscription stops, said to whoever stops it.

    Its licences follow its last day, whatever moves it: stop, cancellation, renewal.
    """

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
        if post_message:
            for line in self.filtered("cyber_service_id"):
                line._post_stop_warning()
        return result

    def write(self, vals):
        if not {"date_end", "is_canceled"} & set(vals):
            return super().write(vals)
        before = {line: line._get_last_day() for line in self}
        result = super().write(vals)
        for line, last_day in before.items():
            # sudo: they follow the contract, whoever changes it
            line.sudo().cyber_licence_ids._follow(last_day, line._get_last_day())
        return result

    def _get_last_day(self):
        """Return the last day of service; once cancelled, the day before the first."""
        self.ensure_one()
        if self.is_canceled and self.date_start:
            return self.date_start - timedelta(days=1)
        return self.date_end

    def _post_stop_warning(self):
        """Keep on the contract what the person was told."""
        for text in self._get_cyber_stop_warnings():
            self.contract_id.message_post(
                body=Markup("<b>%s</b> %s")
                % (
                    self.env._(
                        "Stopped on %(date)s:",
                        date=format_date(self.env, self._get_last_day()),
                    ),
                    text,
                )
            )
