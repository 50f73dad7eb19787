# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import CyberCase

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestQuote(CyberCase):
    """A quote of cybersecurity services, as the officer and the authority make it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commune = cls.make_authority(
            staff_count=12,
            mailbox_count=10,
            workstation_count=20,
            server_count=2,
            mobile_account_count=3,
        )

    def setUp(self):
        super().setUp()
        self.quote = self.make_quote(self.commune)

    def read_quote(self):
        """What a refusal must leave as it was."""
        choices = self.quote.cyber_choice_ids
        return (
            [(c.is_selected, c.quantity) for c in choices],
            self.quote.cyber_prerequisite_ids.ids,
            self.quote.amount_total,
            self.quote._get_cyber_revision(),
        )

    def assertNotApplied(self, answer, code, message):
        key = code if code == "order" else self.services[code].id
        self.assertFalse(answer["applied"])
        self.assertIn(message, "\n".join(answer["errors"][key]))

    def refuse(self, code, message, choices):
        before = self.read_quote()
        self.assertNotApplied(self.quote._apply_cyber_choices(choices), code, message)
        self.assertEqual(self.read_quote(), before)

    def wish(self, code, quantity, **others):
        choice = {"selected": True, "quantity": quantity}
        return {"services": {self.services[code].id: choice}} | others

    # What a quote holds

    def test_a_new_quote_has_every_service_with_the_counts_of_the_authority(self):
        self.assertRecordValues(
            self.quote.cyber_choice_ids,
            [
                {
                    "service_id": self.services[code].id,
                    "is_selected": False,
                    "quantity": quantity,
                }
                for code, quantity in (
                    ("mib", 10),
                    ("vault", 12),
                    ("edr", 22),
                    ("theft", 3),
                )
            ],
        )
        self.assertFalse(self.quote.order_line)

    def test_lines_follow_the_ticks(self):
        self.tick(self.quote, vault=12, theft=3)
        self.assertRecordValues(
            self.quote.order_line,
            [
                {"product_uom_qty": 12.0, "price_unit": 3.2, "cyber_months": 4},
                {"product_uom_qty": 3.0, "price_unit": 90.0, "cyber_months": 0},
                {"product_uom_qty": 3.0, "price_unit": 130.0, "cyber_months": 0},
                {"product_uom_qty": 3.0, "price_unit": 14.4, "cyber_months": 4},
            ],
        )
        self.choice(self.quote, "theft").is_selected = False
        self.assertEqual(self.quote.order_line.mapped("product_uom_qty"), [12.0])
        self.assertEqual(self.choice(self.quote, "theft").quantity, 3)

    def test_line_says_what_the_authority_can_check(self):
        self.tick(self.quote, vault=12)
        self.assertEqual(
            self.quote.order_line.name.replace("\xa0", " "),
            "Coffre-fort de mots de passe - abonnement - du 01/09/2022 au 31/12/2022 - "
            "4 mois sur 12, tarif mensuel 0,80 € HT",
        )

    def test_a_later_start_changes_lines_and_totals(self):
        self.tick(self.quote, vault=12)
        self.quote.cyber_start_date = "2022-12-31"
        self.assertEqual(self.quote.order_line.price_unit, 0.8)
        self.assertEqual(self.quote.amount_untaxed, 9.60)
        self.assertEqual(self.quote.cyber_year1_amount, 9.60)

    def test_another_line_counts_in_year_1(self):
        self.tick(self.quote, vault=12)
        product = self.env["product.product"].create(
            {"name": "Formation", "taxes_id": [Command.set(self.tax.ids)]}
        )
        vals = {"product_id": product.id, "price_unit": 100.0}
        self.quote.order_line = [Command.create(vals)]
        self.assertEqual(self.quote.cyber_year1_amount, 138.40)
        self.assertEqual(self.quote.cyber_year1_amount_incl_vat, 166.08)
        self.assertEqual(self.quote.amount_total, 166.08)
        self.assertEqual(self.quote.cyber_year2_amount, 115.20)

    def test_form_shows_totals_before_saving(self):
        orders = self.as_user("officer", "sale.order")
        with Form(orders.with_context(default_is_cyber_quote=True)) as form:
            form.partner_id = self.commune
            form.cyber_start_date = "2022-09-01"
            form.pricelist_id = self.tariff
            with form.cyber_choice_ids.edit(1) as choice:
                self.assertEqual(choice.quantity, 12)
                choice.is_selected = True
                self.assertEqual(choice.month_amount, 9.60)
            self.assertEqual(form.cyber_year1_amount, 38.40)
        self.assertEqual(form.record.amount_untaxed, 38.40)

    def test_a_new_quote_takes_the_tariff_in_force(self):
        quote = self.as_user("officer", "sale.order").create(
            {"partner_id": self.commune.id, "is_cyber_quote": True}
        )
        self.assertEqual(quote.pricelist_id, self.tariff)
        self.assertTrue(quote.require_signature)
        self.assertFalse(quote.require_payment)

    def test_a_tariff_that_changes_leaves_the_quote_as_it_is(self):
        self.tick(self.quote, vault=12)
        rules = self.tariff.item_ids
        vault = rules.filtered(lambda r: r.product_id.default_code == "CYB-CFM")
        vault.fixed_price = 5.0
        self.assertEqual(self.quote.cyber_month_amount, 9.60)
        self.quote.action_update_prices()
        self.assertEqual(self.quote.cyber_month_amount, 60.00)
        self.assertEqual(self.quote.amount_untaxed, 240.00)

    def test_a_copy_has_the_same_wishes_as_a_quote_of_its_own(self):
        self.tick(self.quote, vault=15)
        copy = self.quote.copy()
        self.assertEqual(self.choice(copy, "vault").quantity, 15)
        self.assertEqual(copy.amount_total, self.quote.amount_total)
        self.assertEqual(len(copy.order_line), 1)
        self.assertEqual(copy.order_line.cyber_choice_id.order_id, copy)

    def test_a_draft_is_deleted_with_its_choices(self):
        self.tick(self.quote, vault=12)
        choices = self.quote.cyber_choice_ids
        self.quote.with_user(self.users["manager"]).unlink()
        self.assertFalse(choices.exists())

    # What it refuses

    def test_bad_quantities(self):
        for quantity, message in (
            (-5, "ne peut pas être inférieur à zéro"),
            (2.5, "est un nombre entier"),
            ("2,5", "est un nombre entier"),
            ("beaucoup", "saisissez un nombre entier"),
            (10**9, "porte sur 10000 au plus"),
            (0, "indiquez leur nombre"),
            ([1], "saisissez un nombre entier"),
        ):
            with self.subTest(quantity=quantity):
                self.refuse("vault", message, self.wish("vault", quantity))

    def test_missing_prerequisite_and_requirement(self):
        self.refuse("edr", "Un antivirus protège", self.wish("edr", 22))
        self.refuse("theft", "nécessite Coffre-fort", self.wish("theft", 3))
        self.tick(self.quote, vault=12, theft=3)
        untick = {"services": {self.services["vault"].id: {"selected": False}}}
        self.refuse("theft", "nécessite Coffre-fort", untick)

    def test_members_have_a_domain_name(self):
        self.refuse("mib", "nom de domaine", self.wish("mib", 10))
        self.commune.membership_since = "2020-01-01"
        answer = self.quote._apply_cyber_choices(self.wish("mib", 10))
        self.assertTrue(answer["applied"])

    def test_one_wrong_service_changes_nothing(self):
        choices = self.wish("vault", 12)
        choices["services"][self.services["edr"].id] = {"selected": True}
        self.refuse("edr", "antivirus", choices)

    def test_forged_choices(self):
        other = self.make_quote(self.make_authority("Autre"))
        for choices in (
            {"services": {999999: {"selected": True}}},
            {"services": {other.id: "x"}},
            {"services": {"1 OR 1=1": {"selected": True}}},
            {"services": [1, 2]},
            {"prerequisites": [999999]},
            {"prerequisites": "antivirus"},
        ):
            with self.subTest(choices=choices):
                self.refuse("order", "devis", choices)
        self.refuse("order", "ne peuvent pas être lus", "vault")

    def test_two_windows(self):
        first = self.quote._get_cyber_revision()
        self.tick(self.quote, vault=12)
        self.refuse("order", "autre fenêtre", self.wish("vault", 20, revision=first))
        now = self.quote._get_cyber_revision()
        answer = self.quote._apply_cyber_choices(self.wish("vault", 20, revision=now))
        self.assertTrue(answer["applied"])

    def test_closed_quotes(self):
        for vals in (
            {"validity_date": "2020-01-01"},
            {"signature": PIXEL},
            {"state": "cancel"},
        ):
            with self.subTest(vals=vals):
                self.quote.write(vals)
                self.refuse("order", "ne prend plus de choix", self.wish("vault", 12))
                self.quote.write(
                    {"validity_date": False, "signature": False, "state": "draft"}
                )

    def test_service_without_a_price(self):
        rules = self.tariff.item_ids
        rules.filtered(lambda r: r.product_id.default_code == "CYB-CFM").unlink()
        self.quote.action_update_prices()
        self.refuse("vault", "n'a pas de prix", self.wish("vault", 12))

    def test_authority_without_counts_says_how_many(self):
        quote = self.make_quote(self.make_authority("Sans chiffres"))
        self.choice(quote, "vault").is_selected = True
        with self.assertRefused("indiquez leur nombre", UserError):
            quote.action_confirm()
        self.choice(quote, "vault").quantity = 4
        quote.action_confirm()
        self.assertEqual(quote.cyber_contract_id.contract_line_ids.quantity, 4)

    def test_nothing_ticked_cannot_be_confirmed(self):
        with self.assertRefused("Cochez au moins un service", UserError):
            self.quote.action_confirm()

    def test_confirmation_has_the_same_rules(self):
        self.choice(self.quote, "edr").is_selected = True
        self.assertIn("antivirus", self.quote.cyber_problem_text)
        with self.assertRefused("antivirus", UserError):
            self.quote.action_confirm()
        self.assertEqual(self.quote.state, "draft")

    def test_back_office_refuses_too_many_units(self):
        with self.assertRefused("au plus", ValidationError, self.read_quote):
            self.choice(self.quote, "vault").quantity = 10_001

    def test_lines_of_services_are_not_changed_by_hand(self):
        self.tick(self.quote, vault=12)
        line = self.quote.order_line
        for vals in ({"price_unit": 1.0}, {"product_uom_qty": 1}, {"discount": 50}):
            with self.assertRefused("les cases cochées", UserError, self.read_quote):
                line.write(vals)
        with self.assertRefused("les cases cochées", UserError, self.read_quote):
            line.with_context(cyber_sync=True).unlink()

    # On paper, and rights

    def test_printed_quote(self):
        self.tick(self.quote, vault=12, theft=3)
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "sale.action_report_saleorder", self.quote.ids
        )
        page = html.decode()
        for text in ("Coffre-fort", ">741,60<", ">889,92<", "hotline", "Année 1"):
            self.assertIn(text, page)

    def test_reader_reads_and_does_not_write(self):
        quote = self.quote.with_user(self.users["reader"])
        self.assertEqual(quote.cyber_choice_ids[1].quantity, 12)
        self.assertTrue(quote.cyber_problem_text)
        with self.assertRaises(AccessError):
            quote.cyber_choice_ids[1].is_selected = True
        with self.assertRaises(AccessError):
            quote.cyber_start_date = "2022-10-01"

    def test_others_see_nothing(self):
        for name in ("employee", "portal"):
            choices = self.quote.cyber_choice_ids.with_user(self.users[name])
            with self.assertRaises(AccessError):
                choices.read(["quantity"])
