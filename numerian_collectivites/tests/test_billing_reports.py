# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .dashboard import DashboardCase

PROGRESS = "numerian.billing.progress.report"
SHARE = "numerian.billing.share.report"
CASH = "numerian.billing.cash.report"


@tagged("post_install", "-at_install")
class TestBillingReports(DashboardCase):
    """Due and billed by month, shares, cash: the figures of the graphs."""

    def progress(self, amount, **values):
        rows = self.group(PROGRESS, ["month"], f"{amount}_amount", **values)
        return {month: total for (month,), total in rows.items()}

    # By month

    def test_due_counts_in_the_month_of_its_campaign(self):
        self.assertEqual(
            self.progress("due"), {"03": 1300, "10": 200, "12": 100, "14": 60}
        )

    def test_billed_counts_in_the_month_of_its_invoice(self):
        self.assertEqual(self.progress("billed"), {"03": 1300})
        self.assertEqual(
            self.progress("billed", exercice=self.exercice_2025), {"06": 1660}
        )

    def test_kinds_are_the_lines_of_the_graph(self):
        rows = self.group(PROGRESS, ["kind", "service_family_id"])
        none = self.env["numerian.service.family"]
        self.assertEqual(
            rows,
            {
                ("1_due", self.family): 1200,
                ("1_due", self.hosting): 400,
                ("1_due", none): 60,
                ("2_billed", self.family): 1200,
                ("2_billed", self.hosting): 100,
            },
        )

    def test_draft_counts_apart_and_not_once_cancelled(self):
        self.march.move_ids.button_draft()
        self.assertEqual(self.progress("billed"), {"03": 100})
        self.assertEqual(self.progress("draft"), {"03": 1200})
        self.march.move_ids.button_cancel()
        self.assertEqual(self.progress("draft"), {})

    def test_credit_counts_in_its_own_month_of_the_exercice_it_corrects(self):
        self.correct(self.software_line, date_end="2026-09-30")
        credit = self.reverse(self.march.move_ids, date="2026-11-20")
        credit.action_post()
        self.assertEqual(self.progress("billed"), {"03": 1300, "11": -1200})

    def test_credit_of_the_next_year_counts_after_december(self):
        moves = self.moves_2025.filtered(
            lambda move: move.commercial_partner_id == self.burzet
        )
        self.reverse(moves, date="2026-02-02").action_post()
        self.assertEqual(
            self.progress("billed", exercice=self.exercice_2025),
            {"06": 1660, "13": -1260},
        )
        self.assertEqual(self.progress("billed"), {"03": 1300})

    def test_invoice_of_the_year_before_counts_in_january(self):
        self.quarters_2_3.write({"auto_post": False})
        self.quarters_2_3.action_run()
        self.quarters_2_3.move_ids.invoice_date = "2025-12-15"
        self.assertEqual(self.progress("draft"), {"01": 200})

    def test_period_billed_in_a_former_software_counts_where_it_begins(self):
        self.as_user("manager", "numerian.billing.adjustment").create(
            {
                "contract_line_id": self.hosting_line.id,
                "period_start": "2026-07-01",
                "amount": 100.0,
                "reason": "Ancien logiciel",
            }
        )
        self.assertEqual(self.progress("billed"), {"03": 1300, "07": 100})

    def test_row_opens_its_document_or_its_contract(self):
        rows = self.as_user("reader", PROGRESS).search(
            [
                ("exercice_id", "=", self.exercice.id),
                ("contract_line_id", "=", self.software_line.id),
            ],
            order="kind",
        )
        opened = [row.action_open_source() for row in rows]
        self.assertEqual(
            [(action["res_model"], action["res_id"]) for action in opened],
            [
                ("contract.contract", self.software_line.contract_id.id),
                ("account.move", self.march.move_ids.id),
            ],
        )

    # Shares

    def shares(self, series):
        rows = self.group(SHARE, ["month"], "percent", domain=[("series", "=", series)])
        return {month: percent for (month,), percent in rows.items()}

    def test_share_billed_adds_up_from_month_to_month(self):
        # 1 300 / 1 660 from March on
        months = [f"{month:02}" for month in range(3, 14)]
        self.assertEqual(self.shares("1_billed"), dict.fromkeys(months, 78.3))

    def test_share_of_the_previous_exercice_stands_beside(self):
        months = [f"{month:02}" for month in range(6, 14)]
        self.assertEqual(self.shares("2_previous"), dict.fromkeys(months, 100.0))

    def test_share_planned_by_the_calendar(self):
        # 1 300 in March, 1 500 in October, 1 600 in December, of 1 660
        march = dict.fromkeys(["03", "04", "05", "06", "07", "08", "09"], 78.3)
        self.assertEqual(
            self.shares("3_planned"),
            march | {"10": 90.4, "11": 90.4, "12": 96.4, "13": 96.4},
        )

    def test_target_is_a_straight_line_up_to_its_month(self):
        self.company.write({"billing_target_share": 0.8, "billing_target_month": "04"})
        self.assertEqual(
            list(self.shares("4_target").values()), [20.0, 40.0, 60.0] + [80.0] * 10
        )

    def test_first_exercice_has_no_previous_one(self):
        rows = self.group(SHARE, ["series"], "percent", exercice=self.exercice_2025)
        self.assertEqual(set(rows), {("1_billed",), ("3_planned",), ("4_target",)})

    # Cash, including VAT

    def cash(self, **values):
        return self.group(CASH, ["date:day", "kind"], **values)

    def test_cash_received_awaited_and_forecast(self):
        self.pay(self.quarter_1.move_ids)
        self.assertEqual(
            self.cash(),
            {
                ("2026-03-31", "1_received"): 120,
                ("2026-11-23", "2_overdue"): 1440,
                ("2026-12-23", "5_forecast"): 240,
                ("2027-01-13", "5_forecast"): 120,
                (False, "6_unplanned"): 72,
                ("2026-04-15", "7_scheduled"): 1440,
                ("2026-04-30", "7_scheduled"): 120,
            },
        )

    def bill_quarters_on(self, day, **vals):
        periods = {"regularise_from": "2026-04-01", "period_to": "2026-09-30"}
        self.quarters_2_3.write({"date": day} | periods | vals)
        self.quarters_2_3.action_run()

    def test_invoice_not_due_yet_is_expected_at_its_due_date(self):
        self.bill_quarters_on("2026-11-20")
        rows = self.cash(domain=[("kind", "=", "3_expected")])
        self.assertEqual(rows, {("2026-12-20", "3_expected"): 240})

    def test_draft_is_neither_awaited_nor_forgotten(self):
        self.bill_quarters_on("2026-11-20", auto_post=False)
        rows = self.cash(domain=[("partner_id", "=", self.brossainc.id)])
        self.assertEqual(rows.pop(("2026-12-20", "4_draft")), 240)
        self.assertEqual(
            set(kind for _day, kind in rows), {"2_overdue", "5_forecast", "7_scheduled"}
        )

    def test_credit_note_lowers_what_is_awaited_and_is_no_payment(self):
        credit = self.reverse(self.march.move_ids, date="2026-11-20")
        credit.invoice_line_ids.filtered("contract_line_id").price_unit = 200.0
        credit.action_post()
        rows = self.cash(domain=[("partner_id", "=", self.burzet.id)])
        self.assertEqual(
            rows,
            {
                ("2026-11-23", "2_overdue"): 1200,
                (False, "6_unplanned"): 72,
                ("2026-04-15", "7_scheduled"): 1440,
                ("2026-11-20", "7_scheduled"): -240,
            },
        )

    def test_payment_in_part_leaves_the_rest_to_come(self):
        self.pay(self.march.move_ids)
        reconciled = self.march.move_ids.line_ids.filtered("matched_credit_ids")
        payment = reconciled.matched_credit_ids.credit_move_id.move_id
        payment.button_draft()
        lines = payment.line_ids.sorted("balance")
        payment.write(
            {
                "line_ids": [
                    (1, lines[0].id, {"credit": 440.0}),
                    (1, lines[1].id, {"debit": 440.0}),
                ]
            }
        )
        payment.action_post()
        (reconciled | lines[0]).reconcile()
        rows = self.cash(domain=[("partner_id", "=", self.burzet.id)])
        self.assertEqual(rows["2026-03-16", "1_received"], 440)
        self.assertEqual(rows["2026-11-23", "2_overdue"], 1000)

    def test_cash_of_each_exercice_stands_apart(self):
        # 1 660 excl. VAT, due on 30 June and 30 July 2025
        self.assertEqual(
            self.cash(exercice=self.exercice_2025, domain=[("kind", "=", "2_overdue")]),
            {("2026-11-23", "2_overdue"): 1992},
        )
