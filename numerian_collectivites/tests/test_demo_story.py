# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.tests import tagged

from ..demo.records import get_record
from ..demo.story_2021 import load
from ..demo.summary import LOGINS, summary
from .demo_case import DemoCase

COUNTED_MODELS = [
    "account.move",
    "account.move.line",
    "contract.contract",
    "contract.line",
    "mail.message",
    "numerian.billing.adjustment",
    "numerian.billing.campaign",
    "numerian.billing.campaign.line",
    "numerian.billing.discrepancy",
    "numerian.contract.line.price",
    "numerian.exercice",
    "product.product",
    "res.partner",
    "res.users",
]


@tagged("post_install", "-at_install")
class TestDemoStory(DemoCase):
    """The demonstration, against the literal figures of the minutes of 7 June 2022."""

    def test_three_invoices_of_2021_are_those_of_the_minutes(self):
        for authority, titre, service, billed, total in (
            ("brossainc", 2452, "coso", 345.00, 2169.60),
            ("saint_jacques_d_atticieux", 2518, "coso", 345.00, 2169.50),
            ("burzet", 1412, "hotspot", 348.00, 724.20),
        ):
            with self.subTest(authority):
                invoice = self._invoice(authority, titre)
                self.assertRecordValues(
                    invoice,
                    [
                        {
                            "move_type": "out_invoice",
                            "state": "posted",
                            "amount_total": total,
                        }
                    ],
                )
                self.assertEqual(invoice.invoice_date.year, 2021)
                self.assertEqual(self._billed_of(authority, service, 2021), billed)

    def test_burzet_was_credited_for_2020_alone(self):
        moves = self._moves("burzet", state="posted")
        self.assertEqual(self.amounts(moves), ["348.00", "-348.00", "603.50"])

    def test_review_finds_the_three_errors_and_nothing_else(self):
        review = self.env["numerian.billing.discrepancy"].search([], order="id")
        found = {
            (
                discrepancy.partner_id.name,
                discrepancy.kind,
                discrepancy.exercice_id.year,
                discrepancy.due_amount,
                discrepancy.billed_amount,
                discrepancy.amount,
            )
            for discrepancy in review
        }
        self.assertEqual(
            found,
            {
                ("Brossainc", "not_prorated", 2021, 115.0, 345.0, -230.0),
                (
                    "Saint-Jacques-d'Atticieux",
                    "not_prorated",
                    2021,
                    115.0,
                    345.0,
                    -230.0,
                ),
                ("Burzet", "billed_after_termination", 2021, 0.0, 348.0, -348.0),
            },
        )
        self.assertEqual(set(review.mapped("state")), {"prepared"})

    def test_credit_notes_are_drafts_on_their_invoices(self):
        for authority, titre, untaxed, total in (
            ("brossainc", 2452, 230.00, 276.00),
            ("saint_jacques_d_atticieux", 2518, 230.00, 276.00),
            ("burzet", 1412, 348.00, 417.60),
        ):
            with self.subTest(authority):
                self.assertRecordValues(
                    self._moves(authority, move_type="out_refund", state="draft"),
                    [
                        {
                            "amount_untaxed": untaxed,
                            "amount_total": total,
                            "reversed_entry_id": self._invoice(authority, titre).id,
                        }
                    ],
                )

    def test_titres_of_2020_and_2021_keep_their_numbers(self):
        for year, bordereaux, titres in ((2020, 2, 11), (2021, 5, 79)):
            exercice = self.env["numerian.exercice"].search(
                [("year", "=", year), ("company_id", "=", self.company.id)]
            )
            with self.subTest(year):
                self.assertEqual(exercice.state, "closed")
                self.assertEqual(exercice.bordereau_count, bordereaux)
                self.assertEqual(exercice.titre_count, titres)

    def test_credit_notes_bear_the_day_of_the_session(self):
        credits = self.env["account.move"].search(
            [("move_type", "=", "out_refund"), ("state", "=", "draft")]
        )
        self.assertEqual(set(credits.mapped("invoice_date")), {date(2022, 6, 7)})
        self.assertEqual(set(credits.cancellation_ids.mapped("article")), {"673"})

    def test_credit_notes_are_expense_orders_on_account_673(self):
        credits = self.env["account.move"].search(
            [("move_type", "=", "out_refund"), ("state", "=", "draft")]
        )
        self.as_user("clerk", credits.cancellation_ids).action_post_credits()
        self.assertEqual(
            credits.invoice_line_ids.account_id, self.accounts["earlier_years"]
        )
        orders = credits.titre_cancellation_id
        table = {
            (
                order.partner_name,
                order.titre_number,
                order.origin_year,
                order.object,
                order.amount_untaxed,
                order.amount_tax,
                order.amount_total,
                order.reason,
                order.case,
            )
            for order in orders
        }
        error = ("material_error", "earlier")
        coso, hotspot = "Maintenance Cosoluce", "HotSpot Cigale"
        atticieux = "Saint-Jacques-d'Atticieux"
        self.assertEqual(
            table,
            {
                ("Brossainc", 2452, 2021, coso, 230.0, 46.0, 276.0, *error),
                (atticieux, 2518, 2021, coso, 230.0, 46.0, 276.0, *error),
                ("Burzet", 1412, 2021, hotspot, 348.0, 69.6, 417.6, *error),
            },
        )
        self.assertEqual(sum(orders.mapped("amount_untaxed")), 808.0)
        self.assertTrue(all(orders.mapped("statement")))
        self.assertEqual(set(credits.mapped("titre_state")), {"order"})

    def test_nothing_is_owed_before_2022(self):
        contracts = self.env["contract.contract"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(self.owed(contracts.contract_line_ids, until="2021-12-31"), {})

    def test_what_burzet_paid_in_2017_is_known(self):
        line = get_record(self.env, "line_burzet_hotspot")
        self.assertEqual(line.date_end, date(2017, 6, 30))
        self.company.billing_start_date = date(2017, 1, 1)
        self.assertEqual(self.owed(line), {})

    def test_calendar_of_2022_is_the_one_of_the_minutes(self):
        exercice = self.env["numerian.exercice"].search(
            [("year", "=", 2022), ("company_id", "=", self.company.id)]
        )
        campaigns = exercice.campaign_ids.sorted("date")
        self.assertEqual(campaigns[0].date, date(2022, 3, 14))
        may = campaigns.filtered(lambda c: c.date == date(2022, 5, 16))
        self.assertEqual(
            may.family_ids.mapped("code"), ["ADHESION", "MAINT-INFO", "RGPD"]
        )
        hosting = campaigns.filtered(
            lambda c: c.family_ids.mapped("code") == ["HEBERGEMENT"]
        )
        self.assertEqual(
            [day.month for day in hosting.mapped("date")], list(range(3, 13))
        )
        self.assertFalse(exercice.uncovered_text)
        self.assertFalse(campaigns.double_ids)

    def test_loading_again_changes_nothing(self):
        before = self._count_records()
        load(self.env)
        self.assertEqual(self._count_records(), before)

    def _count_records(self):
        return {model: self.env[model].search_count([]) for model in COUNTED_MODELS}

    def test_review_of_today_says_nothing_of_years_not_billed_yet(self):
        review = self.env["numerian.billing.discrepancy"]
        review._refresh(self.company)
        self.assertEqual(review.search_count([("company_id", "=", self.company.id)]), 3)

    def test_every_siren_is_the_one_of_its_commune(self):
        authorities = self.env["res.partner"].search(
            [("is_local_authority", "=", True)]
        )
        self.assertEqual(len(authorities), 44)
        self.assertEqual(authorities.filtered("authority_warning").mapped("name"), [])

    def test_each_login_has_its_group_and_password(self):
        self.assertEqual(
            list(LOGINS), ["lecteur", "contrats", "facturation", "responsable"]
        )
        clerk = get_record(self.env, "user_facturation")
        self.assertTrue(clerk.has_group("numerian_collectivites.group_billing_clerk"))
        self.assertFalse(clerk.has_group("numerian_collectivites.group_manager"))
        self.assertEqual((clerk.lang, clerk.tz), ("fr_FR", "Europe/Paris"))
        credential = {"login": clerk.login, "password": "facturation"}
        clerk.with_user(clerk)._check_credentials(
            credential | {"type": "password"}, {"interactive": True}
        )

    def test_summary_shows_the_figures(self):
        rows = {
            label: value.replace("\N{NO-BREAK SPACE}", " ").replace(
                "\N{NARROW NO-BREAK SPACE}", " "
            )
            for label, value in summary(self.env)
        }
        self.assertEqual(rows["Collectivités"], "44")
        self.assertEqual(rows["Factures 2020"], "10 (8 352,00 € HT)")
        self.assertEqual(rows["Avoirs 2020"], "1 (348,00 € HT)")
        self.assertEqual(rows["Factures 2021"], "79 (214 481,94 € HT)")
        self.assertEqual(
            rows["Avoir préparé : Brossainc, Titre 2452 - exercice 2021"],
            "230,00 € HT",
        )
