# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import hashlib

from odoo import models
from odoo.exceptions import UserError


class NumerianBordereau(models.Model):
    """Exporting: through an exporter, with a trace of every file."""

    _inherit = "numerian.bordereau"

    def action_export_csv(self):
        return self._export("csv")

    def action_export_pes(self):
        return self._export("pes")

    def _export(self, kind):
        """Make the file of a format, keep it, and return its download.

        :raises UserError: lists what is missing
        """
        self.ensure_one()
        self.check_access("write")
        exporter = self.env[f"numerian.bordereau.exporter.{kind}"]
        problems = self._get_export_problems() or exporter._get_problems(self)
        if problems:
            raise UserError("\n".join(problems))
        content = exporter._get_content(self)
        export = self._log_export(kind, exporter._get_filename(self), content)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{export.attachment_id.id}?download=true",
            "target": "download",
        }

    def _get_export_problems(self):
        if self.is_issued:
            return []
        return [
            self.env._(
                "%(bordereau)s: issue it first, its titres have no number yet.",
                bordereau=self.display_name,
            )
        ]

    def _log_export(self, kind, name, content):
        # sudo: nobody writes the trace but an export (access checked)
        exports = self.env["numerian.bordereau.export"].sudo()
        export = exports.create(self._prepare_export_vals(kind, name, content))
        body = self.env._("Export no. %(rank)s: %(name)s", rank=export.rank, name=name)
        self.message_post(body=body)
        return export

    def _prepare_export_vals(self, kind, name, content):
        attachment = self.env["ir.attachment"].create(
            {
                "name": name,
                "datas": base64.b64encode(content),
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        return {
            "bordereau_id": self.id,
            "kind": kind,
            "rank": self._get_export_rank(kind),
            "checksum": hashlib.sha256(content).hexdigest(),
            "attachment_id": attachment.id,
        }

    def _get_export_rank(self, kind):
        """Return the number of the next export in a format, from 1."""
        self.ensure_one()
        exports = self.export_ids.filtered(lambda export: export.kind == kind)
        return len(exports) + 1
