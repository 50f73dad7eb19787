# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...core import csv_text

ACTIONS = [("create", "Created"), ("write", "Changed"), ("unlink", "Deleted")]
REPORT_FIELDS = (
    *("create_date", "create_uid", "partner_id", "contract_name", "line_name"),
    *("action", "subject", "field_name", "old_value", "new_value"),
)


class NumerianContractChange(models.Model):
    """Who changed what on a contract, when: nobody writes it, nobody deletes it.

    The chatter tells the same to those who read one contract; this is the list of all,
    for a manager or an auditor, as a file too.
    """

    _name = "numerian.contract.change"
    _description = "Change of a Contract"
    _order = "id desc"
    _rec_name = "field_name"

    contract_id = fields.Many2one("contract.contract", index=True, ondelete="set null")
    contract_line_id = fields.Many2one(
        "contract.line", index="btree_not_null", ondelete="set null"
    )
    company_id = fields.Many2one("res.company", index=True)
    partner_id = fields.Many2one("res.partner", string="Authority", index=True)
    # By name too: they stay when the contract is deleted.
    contract_name = fields.Char()
    line_name = fields.Char(string="Service")
    action = fields.Selection(ACTIONS, required=True)
    subject = fields.Char(help="Contract, line, price version, adjustment.")
    field_name = fields.Char(string="Field")
    old_value = fields.Char(string="Before")
    new_value = fields.Char(string="After")
    create_date = fields.Datetime(string="On", readonly=True)
    create_uid = fields.Many2one("res.users", string="By", readonly=True)

    def write(self, vals):
        """Keep what is kept as it is: only a deleted contract empties its link.

        :raises AccessError: always
        """
        if vals:
            raise AccessError(
                self.env._("What was changed on a contract stays written.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self.env._("What was changed on a contract stays written."))

    @api.model
    def _keep(self, changes, line_of=None):
        """Keep changes of contracts, lines, versions or adjustments, all at once.

        :param changes: ``(record, field name or action, old, new)``
        """
        # sudo: whoever changes a contract has no right to write its history
        self.sudo().create(
            [self._prepare_vals(*change, line_of=line_of) for change in changes]
        )

    @api.model
    def _prepare_vals(self, record, name, old, new, line_of=None):
        """Values of one change; extend, don't replace."""
        record = record.sudo()  # names only: the write checked the rights
        line = line_of(record) if line_of else self._get_line(record)
        contract = line.contract_id or record
        whole = name in ("create", "unlink")
        return {
            "contract_id": contract.id,
            "contract_line_id": line.id,
            "company_id": contract.company_id.id,
            "partner_id": contract.commercial_partner_id.id,
            "contract_name": contract.display_name,
            "line_name": line.name and line.name.partition("\n")[0],
            "action": name if whole else "write",
            "subject": record._description,
            "field_name": not whole
            and record._fields[name].get_description(self.env)["string"],
            "old_value": old,
            "new_value": new,
        }

    @api.model
    def _get_line(self, record):
        lines = self.env["contract.line"].sudo()
        return record if record._name == lines._name else lines

    # As a file

    @api.model
    def _get_csv(self, domain):
        """Return the changes of a domain, the latest first, that the user may read."""
        described = self.fields_get(REPORT_FIELDS, ["string"])
        header = [described[name]["string"] for name in REPORT_FIELDS]
        rows = self.search(domain)
        return csv_text.write(header, (change._prepare_row() for change in rows))

    def _prepare_row(self):
        """Return the cells of a change, in the order of the columns."""
        self.ensure_one()
        moment = fields.Datetime.context_timestamp(self, self.create_date)
        labels = dict(self._fields["action"]._description_selection(self.env))
        return [
            moment.strftime("%d/%m/%Y %H:%M:%S"),
            self.create_uid.name,
            self.partner_id.name,
            *(self.contract_name, self.line_name, labels[self.action]),
            *(self.subject, self.field_name, self.old_value, self.new_value),
        ]
