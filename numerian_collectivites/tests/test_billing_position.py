# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .dashboard import DashboardCase

UNREADABLE = "Contrat illisible"
REFRESH = (
    "odoo.addons.numerian_collectivites.models.dashboard.numerian_exercice_positions"
)


@tagged("post_install", "-at_install")
class TestBillingPosition(DashboardCase):
    """Each period of each contract: due, billed, open, planned, paid when."""

    def test_positions_of_an_exercice(self):
        late = "2026-11-23"  # the campaign of 12 October was not run
        self.assertEqual(
            self.positions(),
            [
                (
                    "Maintenance",
                    1200,
                    1200,
                    0,
                    "2026-01-01",
                    "2026-03-16",
                    False,
                    False,
                ),
                ("Divers", 60, 0, 60, "2026-01-01", False, False, False),
                ("Hébergement", 100, 100, 0, "2026-01-01", "2026-03-31", False, False),
                (
                    *("Hébergement", 100, 0, 100, "2026-04-01"),
                    *("2026-10-12", late, "2026-12-23"),
                ),
                (
                    *("Hébergement", 100, 0, 100, "2026-07-01"),
                    *("2026-10-12", late, "2026-12-23"),
                ),
                (
                    *("Hébergement", 100, 0, 100, "2026-10-01"),
                    *("2026-12-14", "2026-12-14", "2027-01-13"),
                ),
            ],
        )

    def test_batches_work_out_the_same_positions(self):
        before = self.positions()
        self.env.cr.execute("DELETE FROM numerian_billing_position")
        self.env.invalidate_all()
        with patch(f"{REFRESH}.REFRESH_BATCH", 1):
            self.exercice._refresh_positions()
        self.assertEqual(self.positions(), before)

    def test_contract_that_campaigns_bill_no_more_has_no_position(self):
        contract = self.sundry_line.contract_id
        self.env.cr.execute(
            "UPDATE contract_contract SET generation_type = 'invoice' WHERE id = %s",
            [contract.id],
        )
        self.env.invalidate_all()
        self.exercice._refresh_positions()
        self.assertNotIn("Divers", [row[0] for row in self.positions()])

    def test_authority_family_and_vat_come_along(self):
        position = self.env["numerian.billing.position"].search(
            [("next_date", "=", "2026-12-14")]
        )
        self.assertRecordValues(
            position,
            [
                {
                    "partner_id": self.brossainc.id,
                    "service_family_id": self.hosting.id,
                    "contract_id": self.hosting_line.contract_id.id,
                    "product_id": self.product.id,
                    "payment_term_id": self.term.id,
                    "open_amount_incl_vat": 120.0,
                    "company_id": self.company.id,
                }
            ],
        )

    def test_fiscal_position_of_the_contract_decides_of_the_vat(self):
        position = self.env["account.fiscal.position"].create({"name": "Hors champ"})
        # A fiscal position that lists no tax leaves them: replace this one by nothing.
        self.tax.copy(
            {
                "name": "Sans TVA",
                "amount": 0.0,
                "fiscal_position_ids": [Command.set(position.ids)],
                "original_tax_ids": [Command.set(self.tax.ids)],
            }
        )
        self.hosting_line.contract_id.sudo().fiscal_position_id = position
        self.exercice._refresh_positions()
        rows = self.group(
            "numerian.billing.position", ["contract_line_id"], "open_amount_incl_vat"
        )
        self.assertEqual(rows, {(self.hosting_line,): 300.0, (self.sundry_line,): 72.0})

    def test_term_of_the_contract_comes_before_that_of_the_authority(self):
        end_of_month = self.env["account.payment.term"].create(
            {
                "name": "30 % de suite, le reste à 60 jours fin de mois",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 30.0, "nb_days": 0}
                    ),
                    Command.create(
                        {
                            "value": "percent",
                            "value_amount": 70.0,
                            "nb_days": 60,
                            "delay_type": "days_after_end_of_month",
                        }
                    ),
                ],
            }
        )
        self.hosting_line.contract_id.sudo().payment_term_id = end_of_month
        self.exercice._refresh_positions()
        # 14 December, end of the month, 60 days: 1 March.
        self.assertEqual(self.positions()[-1][-1], "2027-03-01")

    def test_campaign_finished_refreshes_its_contracts(self):
        self.quarters_2_3.action_run()
        rows = [row[1:4] for row in self.positions() if row[0] == "Hébergement"]
        self.assertEqual(
            rows, [(100, 100, 0), (100, 100, 0), (100, 100, 0), (100, 0, 100)]
        )

    def test_refresh_follows_the_contract(self):
        self.correct(self.software_line, date_end="2026-06-30")
        self.sundry_line.stop(self._to_date("2025-12-31"))
        self.exercice._refresh_positions()
        # 1 200 x 6 / 12 due, 1 200 billed: 600 to credit by a campaign of its family
        self.assertEqual(
            self.positions()[:2],
            [
                ("Maintenance", 600, 1200, -600, "2026-01-01", "2026-03-16")
                + (False, False),
                ("Hébergement", 100, 100, 0, "2026-01-01", "2026-03-31", False, False),
            ],
        )

    def test_what_is_given_up_is_no_longer_due(self):
        self.as_user("manager", "numerian.billing.adjustment").create(
            {
                "contract_line_id": self.sundry_line.id,
                "period_start": "2026-01-01",
                "kind": "write_off",
                "amount": 45.0,
                "reason": "Geste",
            }
        )
        self.exercice._refresh_positions()
        self.assertEqual(self.positions()[1][1:4], (15, 0, 15))

    def test_archived_contract_owes_no_more_than_it_was_billed(self):
        contracts = self.sundry_line.contract_id | self.software_line.contract_id
        contracts.sudo().active = False
        self.exercice._refresh_positions()
        self.assertEqual(self.positions()[0][:4], ("Maintenance", 1200, 1200, 0))
        self.assertNotIn("Divers", [row[0] for row in self.positions()])

    def test_cancelled_campaign_plans_nothing(self):
        self.quarter_4.action_cancel()
        self.exercice._refresh_positions()
        self.assertEqual(self.positions()[-1][-3:], (False, False, False))

    def test_refresh_again_writes_nothing(self):
        def versions():
            self.env.cr.execute(
                "SELECT id, xmin, ctid FROM numerian_billing_position ORDER BY id"
            )
            return self.env.cr.fetchall()

        before = versions()
        self.exercice._refresh_positions()
        self.assertEqual(versions(), before)

    def test_refresh_takes_as_many_queries_for_more_contracts(self):
        few = self.count_queries(self.exercice._refresh_positions)
        self.make_more(20)
        self.assertEqual(self.count_queries(self.exercice._refresh_positions), few)
        self.assertEqual(len(self.positions()), 26)

    def test_exercice_billed_in_another_software_has_no_position(self):
        self.company.billing_start_date = "2026-04-01"
        (self.exercice | self.exercice_2025)._refresh_positions()
        self.assertEqual(self.positions(self.exercice_2025), [])
        # Yearly periods of 2026 end after that day, the first quarter does not.
        self.assertEqual(
            [row[4] for row in self.positions()],
            ["2026-01-01", "2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"],
        )

    # The nightly refresh

    def test_exercice_that_fails_keeps_its_error_and_stops_no_other(self):
        exercices = self.exercice | self.exercice_2025
        exercices.sudo().refreshed_on = False
        failing = self.exercice_2025
        replace = type(failing)._replace_positions

        def break_2025(exercice, contracts):
            if exercice == failing:
                raise UserError(UNREADABLE)
            return replace(exercice, contracts)

        with patch.object(type(failing), "_replace_positions", break_2025):
            self.env["numerian.exercice"]._cron_refresh_positions()
        now = fields.Datetime.now()
        self.assertRecordValues(
            exercices,
            [
                {"refreshed_on": now, "refresh_error": False},
                {"refreshed_on": now, "refresh_error": UNREADABLE},
            ],
        )
        self.assertEqual(len(self.positions(failing)), 6)  # those of before
        self.env["numerian.exercice"]._cron_refresh_positions()  # once a day
        self.assertEqual(failing.refresh_error, UNREADABLE)
        exercices.sudo().refreshed_on = "2026-11-22 23:00:00"
        self.env["numerian.exercice"]._cron_refresh_positions()
        self.assertFalse(failing.refresh_error)

    def test_campaign_is_done_even_when_positions_fail(self):
        def fail(exercice, contracts):
            raise UserError(UNREADABLE)

        with patch.object(type(self.exercice), "_replace_positions", fail):
            self.quarters_2_3.action_run()
        self.assertEqual(self.quarters_2_3.state, "done")
        self.assertEqual(self.exercice.refresh_error, UNREADABLE)

    # Rights

    def test_reader_refreshes_and_writes_nothing(self):
        self.env["numerian.billing.position"].search([]).unlink()
        exercice = self.as_user("reader", self.exercice)
        exercice.action_refresh()
        self.assertEqual(len(self.positions()), 6)
        position = self.as_user("reader", "numerian.billing.position").search([])[:1]
        for act in (
            lambda: position.write({"due_amount": 0.0}),
            lambda: position.unlink(),
            lambda: exercice.write({"refresh_error": "Non"}),
        ):
            with self.assertRefused("", AccessError, self.positions):
                act()

    def test_employee_refreshes_nothing(self):
        with self.assertRaises(AccessError):
            self.as_user("employee", self.exercice).action_refresh()
