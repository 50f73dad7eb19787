# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import BillingCase

HEADER = "reference;collectivite;service;prix;debut;facture;facturation;quantite"
RUN_EACH = "odoo.addons.numerian_collectivites.models.scheduled.commit_progress"


class Refusal(UserError):
    """What one contract of a batch meets."""


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestContractImport(BillingCase):
    """Contracts of a former software: tried, then taken over, once, without a mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.brossainc = cls.make_authority(company_registry="21070039400012")
        cls.burzet = cls.make_authority("Burzet")
        cls.product.default_code = "COSO"

    def make_import(self, *lines, user="manager", **vals):
        text = "\n".join((HEADER, *lines))
        return self.as_user(user, "numerian.contract.import").create(
            {
                "name": "Reprise 2026",
                "company_id": self.company.id,
                "file": base64.b64encode(text.encode()),
            }
            | vals
        )

    def run_import(self, *lines, **vals):
        record = self.make_import(*lines, **vals)
        record.action_import()
        return record

    def count_contracts(self):
        return self.env["contract.contract"].search_count([])

    def refused(self, message):
        return self.assertRefused(message, UserError, self.count_contracts)

    def test_a_contract_with_what_was_billed(self):
        record = self.run_import(
            "C1;210 700 394 00012;coso;345;01/09/2025;31/12/2025;;1",
            "C1;Brossainc;Maintenance;120;01/01/2026;30/06/2026;mois;2",
        )
        self.assertEqual((record.state, record.done_count), ("done", 1))
        contract = record.line_ids.contract_id
        self.assertRecordValues(
            contract,
            [
                {
                    "code": "C1",
                    "legacy_reference": "C1",
                    "partner_id": self.brossainc.id,
                    "generation_type": "campaign",
                    "user_id": self.users["manager"].id,
                }
            ],
        )
        # 2025: 4 months of 345, billed. 2026: the year; 2 x 120 a year, 20 a month,
        # billed until June.
        first, second = contract.contract_line_ids
        self.assertEqual(self.owed(first), {"2026-01-01": "345.00"})
        self.assertEqual(
            self.owed(second),
            {f"2026-{month:02}-01": "20.00" for month in range(7, 13)},
        )
        self.assertEqual(record.opening_amount, 235.0)  # 115 + 6 x 20
        self.assertEqual(first.adjustment_ids.kind, "opening")

    def test_a_campaign_bills_the_rest_only(self):
        self.run_import("C1;Brossainc;COSO;1200;01/01/2026;14/03/2026;;1")
        self.assertEqual(self.amounts(self.bill(2026)), ["900.00"])

    def test_the_trial_changes_nothing(self):
        record = self.make_import("C1;Brossainc;COSO;345;01/09/2025;31/12/2025;;1")
        before = self.count_contracts()
        record.action_try()
        self.assertEqual(self.count_contracts(), before)
        self.assertEqual((record.state, record.good_count), ("tried", 1))
        self.assertEqual(record.line_ids.opening_amount, 115.0)

    def test_what_is_there_is_left_as_it_is(self):
        line = "C1;Brossainc;COSO;345;01/09/2025;31/12/2025;;1"
        self.run_import(line)
        before = self.count_contracts()
        again = self.run_import(line, "C2;Burzet;COSO;345;01/09/2025;;;1")
        self.assertEqual((again.known_count, again.done_count), (1, 1))
        self.assertEqual(self.count_contracts(), before + 1)
        with self.refused("Aucun contrat"):
            self.run_import(line)

    def test_each_line_says_what_would_become_of_it(self):
        self.make_authority("Saint-Jean")
        self.make_authority("Saint-Jean")
        taxed = self.make_product("TTC")
        taxed.taxes_id = self.tax.copy({"price_include_override": "tax_included"})
        for line, status in (
            ("C;Brossainc;COSO;345;01/09/2025;;;1", "ok"),
            ("C;Brossainc;COSO;dix;01/09/2025;;;1", "unreadable"),
            ("C;Brossainc;COSO;10;31/02/2025;;;1", "unreadable"),
            ("C;Brossainc;COSO;10;01/01/2025;;parfois;1", "unreadable"),
            ("C;Privas;COSO;10;01/01/2025;;;1", "authority"),
            ("C;Saint-Jean;COSO;10;01/01/2025;;;1", "authority"),
            ("C;Brossainc;Inconnu;10;01/01/2025;;;1", "product"),
            ("C;Brossainc;TTC;10;01/01/2025;;;1", "terms"),
        ):
            with self.subTest(line):
                record = self.make_import(line)
                record.action_try()
                self.assertEqual(record.line_ids.status, status)
                self.assertEqual(bool(record.line_ids.message), status != "ok")

    def test_a_contract_is_taken_over_whole(self):
        lines = (
            "C1;Brossainc;COSO;345;01/09/2025;;;1",
            "C1;Brossainc;Inconnu;10;01/09/2025;;;1",
            "C2;Burzet;COSO;345;01/09/2025;;;1",
            "C3;Burzet;COSO;345;01/09/2025;;;1",
            "C3;Brossainc;COSO;345;01/09/2025;;;1",
        )
        with self.refused("4 lignes"):
            self.run_import(*lines)
        record = self.run_import(*lines, only_good=True)
        self.assertEqual(
            record.line_ids.mapped("status"),
            ["sibling", "product", "done", "authority", "authority"],
        )
        self.assertEqual(record.line_ids.contract_id.code, "C2")

    def test_files_that_hold_nothing(self):
        for case, vals, message in (
            ("no file", {"file": False}, "Choisissez le fichier"),
            ("other columns", {"file": base64.b64encode(b"a;b")}, "colonnes"),
            ("no line", {}, "rien à reprendre"),
        ):
            with self.subTest(case), self.refused(message):
                self.make_import(**vals).action_try()

    def test_an_import_that_was_made_is_made_once(self):
        record = self.run_import("C1;Brossainc;COSO;345;01/09/2025;;;1")
        with self.refused("faites-en une autre"):
            record.action_import()
        with self.refused("reste"):
            record.unlink()

    def test_500_contracts_no_mail_one_transaction_a_batch(self):
        lines = [f"C{n};Burzet;COSO;345;01/01/2025;31/12/2025;;1" for n in range(500)]
        mails = self.env["mail.mail"].sudo().search_count([])
        notified = self.env["mail.notification"].sudo().search_count([])
        record = self.make_import(*lines)
        record = record.with_context(tracking_disable=False)
        record.action_import()
        self.assertEqual((record.state, record.done_count), ("running", 0))
        with patch(RUN_EACH, return_value=1.0) as commit:
            self.env["numerian.contract.import"]._cron_import()
        processed = [c for c in commit.mock_calls if c.kwargs.get("processed")]
        self.assertEqual(len(processed), 10)  # batches of 50
        self.assertEqual((record.state, record.done_count), ("done", 500))
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), mails)
        found = self.env["mail.notification"].sudo().search_count([])
        self.assertEqual(found, notified)
        before = self.count_contracts()
        again = self.make_import(*lines)
        again.action_try()
        self.assertEqual((again.known_count, again.good_count), (500, 0))
        self.assertEqual(self.count_contracts(), before)

    def test_a_contract_that_fails_leaves_the_others(self):
        model = type(self.env["numerian.contract.import"])
        create = model._create_contracts

        def fail(record, groups):
            if any(lines[:1].reference == "C2" for lines in groups):
                raise Refusal("Refusé")
            return create(record, groups)

        with patch.object(model, "_create_contracts", fail):
            record = self.run_import(
                *(f"C{n};Burzet;COSO;345;01/01/2025;;;1" for n in range(1, 4))
            )
        self.assertEqual(record.line_ids.mapped("status"), ["done", "error", "done"])
        self.assertEqual(record.line_ids[1].message, "Refusé")

    def test_report(self):
        record = self.make_import("C1;Privas;COSO;345,5;01/09/2025;;;1")
        record.action_try()
        header, line = record._get_report_csv().decode("utf-8-sig").splitlines()
        self.assertEqual(len(header.split(";")), len(line.split(";")))
        for part in ("C1;Privas;COSO", "345,50", "01/09/2025", "inconnue"):
            self.assertIn(part, line)

    def test_queries_of_the_trial_do_not_grow_much(self):
        def count(size):
            record = self.make_import(
                *(f"T{size}-{n};Burzet;COSO;345;01/01/2025;;;1" for n in range(size))
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            record.action_try()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(2)
        self.assertLessEqual(count(40) - count(4), 5)

    def test_only_a_manager_takes_over_contracts(self):
        for user in ("reader", "officer", "clerk"):
            with self.subTest(user), self.assertRaises(AccessError):
                self.make_import("C1;Brossainc;COSO;345;01/09/2025;;;1", user=user)
