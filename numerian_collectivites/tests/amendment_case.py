# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import Command
from odoo.exceptions import UserError

from .common import BillingCase

MODULE = "numerian_collectivites"


class AmendmentCase(BillingCase):
    """A maintenance at 1 200.00 a year; today is 23 November 2026."""

    @classmethod
    def amend(cls, contract, user="officer", rows=(), **vals):
        return cls.as_user(user, "numerian.contract.amendment").create(
            {
                "contract_id": contract.id,
                "effective_date": "2026-05-01",
                "reason": "Trois postes de plus",
                "line_ids": [Command.create(row) for row in rows],
            }
            | vals
        )

    @classmethod
    def change(cls, line, user="officer", quantity=3.0, **vals):
        row = {"contract_line_id": line.id, "quantity": quantity}
        return cls.amend(line.contract_id, user, [row], **vals)

    @classmethod
    def terminate(cls, contract, last_day="2026-10-31", **vals):
        reason = cls.env.ref(f"{MODULE}.terminate_reason_authority")
        return cls.amend(
            contract,
            kind="termination",
            effective_date=cls.env["contract.line"]
            ._fields["date_start"]
            .to_date(last_day),
            last_day=last_day,
            terminate_reason_id=reason.id,
            **vals,
        )

    def read_effect(self, amendment):
        return re.sub(r"[\u202f\xa0]", " ", amendment.effect_notice)

    def refuses(self, amendment, message):
        with self.assertRaisesRegex(UserError, message):
            amendment.action_apply()
