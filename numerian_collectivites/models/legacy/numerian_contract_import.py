# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...core import csv_text, legacy_contract
from ...core.csv_reading import UnreadableFile

BATCH = 50  # contracts of a transaction
IN_BROWSER = 100  # contracts; above, the scheduled action works, not the browser


class NumerianContractImport(models.Model):
    """Contracts taken over: from the file of a former software, or from OCA's billing.

    First a trial, which changes nothing and says of each line what would become of it;
    then the import, by batches, without any mail. What was billed before counts as
    billed: its opening adjustments are made with the lines.
    """

    _name = "numerian.contract.import"
    _description = "Import of Contracts"
    _inherit = ["mail.thread"]
    _order = "id desc"

    name = fields.Char(
        required=True, default=lambda self: self.env._("Contracts taken over")
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    source = fields.Selection(
        [
            ("file", "A file of the former software"),
            ("oca", "Contracts billed by their recurrence (OCA)"),
        ],
        required=True,
        default="file",
    )
    file = fields.Binary(attachment=True)
    file_name = fields.Char()
    state = fields.Selection(
        [
            ("draft", "To try"),
            ("tried", "Tried"),
            ("running", "In progress"),
            ("done", "Done"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    only_good = fields.Boolean(
        string="Take over the good contracts only",
        help="Without it, a single bad line prevents the whole import.",
    )
    line_ids = fields.One2many("numerian.contract.import.line", "import_id")
    good_count = fields.Integer(string="To take over", compute="_compute_counts")
    bad_count = fields.Integer(string="To correct", compute="_compute_counts")
    known_count = fields.Integer(string="There already", compute="_compute_counts")
    done_count = fields.Integer(string="Taken over", compute="_compute_counts")
    opening_amount = fields.Float(
        string="Billed before", compute="_compute_counts", digits=(16, 2)
    )

    @api.depends("line_ids.status", "line_ids.opening_amount")
    def _compute_counts(self):
        for record in self:
            lines = record.line_ids
            references = {
                name: len(set(found.mapped("reference")))
                for name, found in lines.grouped("status").items()
            }
            known = {name: references.pop(name, 0) for name in ("ok", "known", "done")}
            record.good_count, record.known_count, record.done_count = known.values()
            record.bad_count = len(lines._filter_bad())
            wanted = lines.filtered(lambda line: line.status in ("ok", "done"))
            record.opening_amount = sum(wanted.mapped("opening_amount"))

    def action_try(self):
        """Say of each line what would become of it; nothing else changes.

        :raises UserError: if the file cannot be read, or there is nothing to take over
        """
        self.ensure_one()
        if self.state in ("running", "done"):
            raise UserError(
                self.env._("This import is made: make a new one to import again.")
            )
        vals_list = self._prepare_lines()
        if not vals_list:
            raise UserError(self.env._("There is nothing to take over."))
        self.line_ids = [Command.clear()]
        self.line_ids.create([vals | {"import_id": self.id} for vals in vals_list])
        self.line_ids._set_status()
        self.state = "tried"

    def _prepare_lines(self):
        """Return the values of the lines, of a file or of OCA's contracts; extend."""
        if self.source == "oca":
            return self.line_ids._prepare_from_oca(self.company_id)
        if not self.file:
            raise UserError(self.env._("Choose the file to read."))
        return [self.line_ids._prepare_from_file(row) for row in self._read_file()]

    def _read_file(self):
        try:
            return legacy_contract.read(base64.b64decode(self.file))
        except UnreadableFile as error:
            raise UserError(
                self.env._(
                    "This file lacks the columns: %(missing)s. Expected: %(expected)s.",
                    missing=", ".join(error.missing),
                    expected=", ".join(legacy_contract.COLUMNS),
                )
            ) from error

    def action_import(self):
        """Take over the contracts: at once when few, else in the background.

        :raises UserError: a line is bad and this was not accepted, or none is good
        """
        self.ensure_one()
        self.action_try()  # what is true now, not what the screen showed
        if self.bad_count and not self.only_good:
            raise UserError(
                self.env._(
                    "%(bad)s lines are to be corrected: nothing is done. Correct them, "
                    "or ask for the good contracts only.",
                    bad=self.bad_count,
                )
            )
        if not self.good_count:
            raise UserError(self.env._("No contract can be taken over."))
        self._number_batches()
        self.state = "running"
        if self.good_count <= IN_BROWSER:
            self._work()
        else:
            self.env.ref("numerian_collectivites.ir_cron_contract_import")._trigger()

    def action_view_contracts(self):
        """Show the contracts taken over."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.contract_contract_action"
        )
        return action | {"domain": [("id", "in", self.line_ids.contract_id.ids)]}

    # Files

    def action_download_report(self):
        """Download what becomes of each line."""
        self.ensure_one()
        return self._get_download("report")

    def action_download_template(self):
        """Download an empty file, with its columns."""
        self.ensure_one()
        return self._get_download("template")

    def _get_download(self, name):
        url = f"/numerian/contract_import/{self.id}/{name}"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def _get_report_csv(self):
        self.ensure_one()
        return csv_text.write(
            self.line_ids._get_report_header(),
            [line._prepare_report_row() for line in self.line_ids],
        )

    def _get_template_csv(self):
        return csv_text.write(legacy_contract.COLUMNS, [])

    @api.ondelete(at_uninstall=False)
    def _unlink_except_made(self):
        if any(record.state in ("running", "done") for record in self):
            raise UserError(
                self.env._("An import that was made stays: it is the trace of it.")
            )
