# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Command

from ..contract.numerian_contract_line_price import CORRECTION
from ..scheduled import error_text, run_each
from .numerian_contract_import import BATCH

# Nobody is told of contracts that were there all along.
QUIET = {
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "tracking_disable": True,
    "skip_modification_mail": True,
}


class NumerianContractImport(models.Model):
    """The import: a transaction a batch, a contract that fails leaves the others."""

    _inherit = "numerian.contract.import"

    @api.model
    def _cron_import(self):
        """Go on with the imports that are in progress."""
        for record in self.search([("state", "=", "running")], order="id"):
            record.with_context(lang=record.create_uid.lang)._work()

    def _number_batches(self):
        """Share out the contracts among transactions, each contract whole."""
        lines = self.line_ids.filtered(lambda line: line.status == "ok")
        for place, found in enumerate(lines.grouped("reference").values()):
            found.batch = place // BATCH + 1

    def _work(self):
        """Import what waits; it is done once nothing waits."""
        self.ensure_one()
        batches = self._get_waiting_lines().grouped("batch").values()
        heads = self.line_ids.browse().union(*(lines[:1] for lines in batches))
        run_each(heads, self._import_batch, self._import_one_by_one)
        if not self._get_waiting_lines():
            self.state = "done"

    def _get_waiting_lines(self):
        return self.line_ids.filtered(lambda line: line.status == "ok")

    def _get_batch(self, head):
        """Return the lines of a batch that wait, by contract."""
        lines = self._get_waiting_lines().filtered(lambda ln: ln.batch == head.batch)
        return list(lines.grouped("reference").values())

    def _import_batch(self, head):
        if head.try_lock_for_update():
            self._import_contracts(self._get_batch(head))

    def _import_one_by_one(self, head, _error):
        """Find which contract of a batch fails; the others are imported."""
        for lines in self._get_batch(head):
            try:
                with self.env.cr.savepoint():
                    self._import_contracts([lines])
            except Exception as error:
                lines.write({"status": "error", "message": error_text(error)})

    def _import_contracts(self, groups):
        """Take over some contracts, and what was billed of them.

        :param groups: the lines of each contract
        """
        if self.source == "oca":
            for lines in groups:
                lines._convert_contract()
        else:
            self._create_contracts(groups)
        lines = self.line_ids.browse().union(*groups)
        lines._create_openings()
        for contract in lines.contract_id:
            contract._message_log(body=self._get_origin_text())
        lines.write({"status": "done", "message": False})

    def _get_origin_text(self):
        if self.source == "oca":
            return self.env._("Billed by campaign from now on (%s).", self.name)
        return self.env._("Taken over from the former software (%s).", self.name)

    def _create_contracts(self, groups):
        contracts = self.env["contract.contract"].with_context(**QUIET)
        contracts = contracts.create(
            [lines._prepare_contract_vals() for lines in groups]
        )
        for contract, lines in zip(contracts, groups, strict=True):
            made = contract.contract_line_ids.sorted("id")
            for line, contract_line in zip(lines, made, strict=True):
                line.write(
                    {"contract_id": contract.id, "contract_line_id": contract_line.id}
                )


class NumerianContractImportLine(models.Model):
    """What a line becomes."""

    _inherit = "numerian.contract.import.line"

    def _prepare_contract_vals(self):
        """Values of the contract of these lines; extend, don't replace."""
        first = self[:1]
        return {
            "name": first.contract_name or first.reference,
            "code": first.reference,
            "legacy_reference": first.reference,
            "partner_id": first.partner_id.id,
            "company_id": first.company_id.id,
            "contract_type": "sale",
            "generation_type": "campaign",
            "line_recurrence": True,
            "user_id": first.import_id.create_uid.id,
            "contract_line_ids": [
                Command.create(line._prepare_contract_line_vals()) for line in self
            ],
        }

    def _prepare_contract_line_vals(self):
        """Values of the contract line of a service; extend, don't replace."""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "name": self.label or self.product_id.name,
            "uom_id": self.product_id.uom_id.id,
            "quantity": self.quantity,
            "date_start": self.date_start,
            "date_end": self.date_end,
        } | self._prepare_billing_vals()

    def _prepare_billing_vals(self):
        return {
            "specific_price": self.price_unit,
            "automatic_price": False,
            "price_period": self.price_period,
            "billing_period": self.billing_period,
        }

    def _convert_contract(self):
        """Have campaigns bill a contract that OCA's recurrence billed until now.

        OCA's cursor goes: what it says was billed comes back as openings.
        """
        contract = self.contract_id.with_context(**QUIET, billing_correction=CORRECTION)
        dates = {line: (line.date_start, line.date_end) for line in self}
        contract.contract_line_ids.last_date_invoiced = False
        contract.write({"line_recurrence": True, "generation_type": "campaign"})
        for line, (start, end) in dates.items():
            contract_line = line.contract_line_id.with_env(contract.env)
            vals = {"date_start": start, "date_end": end, "recurring_interval": 1}
            contract_line.write(vals | line._prepare_billing_vals())
            contract_line._store_price_version()
        contract.legacy_reference = contract.legacy_reference or self[:1].reference

    def _create_openings(self):
        """Have what was billed before count as billed."""
        adjustments = self.env["numerian.billing.adjustment"].with_context(**QUIET)
        adjustments.create(
            [
                line._prepare_opening_vals(period, amount)
                for line in self
                for period, amount in line._get_openings().items()
            ]
        )

    def _prepare_opening_vals(self, period, amount):
        """Values of what was billed of a period; extend, don't replace."""
        return {
            "contract_line_id": self.contract_line_id.id,
            "period_start": period.first,
            "amount": float(amount),
            "kind": "opening",
            "reason": self.import_id.name,
        }
