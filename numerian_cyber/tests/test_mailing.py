# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CyberCase


@freeze_time("2022-06-08")
@tagged("post_install", "-at_install")
class TestMailing(CyberCase):
    """The day after the vote, every authority gets its quote."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.authorities = (
            cls.make_authority("Brossainc", staff_count=5, mailbox_count=8)
            | cls.make_authority("Burzet", staff_count=7)
            | cls.make_authority("Sans adresse", email=False)
        )
        cls.mailing = cls.make_mailing()

    @classmethod
    def make_mailing(cls, user="officer", **vals):
        return cls.as_user(user, "numerian.cyber.mailing").create(
            {
                "name": "Juin 2022",
                "validity_date": "2022-06-30",
                "start_date": "2022-09-01",
                "pricelist_id": cls.tariff.id,
                "service_ids": [
                    Command.set((cls.services["vault"] | cls.services["edr"]).ids)
                ],
                "line_ids": [
                    Command.create({"partner_id": p.id}) for p in cls.authorities
                ],
            }
            | vals
        )

    def get_mails(self):
        return self.env["mail.mail"].search(
            [("model", "=", "sale.order"), ("res_id", "in", self.mailing.order_ids.ids)]
        )

    def test_each_authority_gets_its_own_quote(self):
        self.mailing.action_start()
        self.assertRecordValues(
            self.mailing.line_ids.sorted("partner_id"),
            [
                {"state": "sent", "error": False, "answer": "silent"},
                {"state": "sent", "error": False, "answer": "silent"},
                {
                    "state": "error",
                    "error": "Sans adresse n'a pas d'adresse de messagerie.",
                    "answer": False,
                },
            ],
        )
        self.assertRecordValues(
            self.mailing.order_ids.sorted("partner_id"),
            [
                {"state": "sent", "amount_untaxed": 16.0},  # 5 x 0.80 x 4 months
                {"state": "sent", "amount_untaxed": 22.4},  # 7 x 0.80 x 4 months
            ],
        )
        self.assertEqual(self.mailing.state, "done")
        self.assertEqual(self.mailing.progress, 100.0)
        links = [mail.body_html for mail in self.get_mails()]
        self.assertEqual(len(links), 2)
        for order in self.mailing.order_ids:
            self.assertTrue(any(order.sudo().access_token in link for link in links))

    def test_not_ticked_where_something_lacks(self):
        self.authorities.write({"workstation_count": 3})
        self.mailing.action_start()  # nobody has declared an antivirus
        ticked = self.mailing.order_ids.cyber_choice_ids.filtered("is_selected")
        self.assertEqual(ticked.service_id, self.services["vault"])

    def test_twice_sends_nothing_more(self):
        self.mailing.action_start()
        self.mailing._cron_send()
        self.mailing._work()
        self.assertEqual(len(self.mailing.order_ids), 2)
        self.assertEqual(len(self.get_mails()), 2)

    def test_errors_again(self):
        self.mailing.action_start()
        self.authorities[2].email = "mairie@example.org"
        self.mailing.action_retry()
        self.assertEqual(self.mailing.sent_count, 3)
        self.assertEqual(len(self.get_mails()), 3)

    def test_cancelled_while_it_is_being_sent(self):
        send = type(self.mailing.line_ids)._send

        def send_then_cancel(line):
            send(line)
            line.mailing_id.action_cancel()

        self.patch(type(self.mailing.line_ids), "_send", send_then_cancel)
        self.mailing.action_start()
        self.assertEqual(self.mailing.state, "cancelled")
        self.assertEqual(len(self.mailing.order_ids), 1)

    def test_authority_added_later(self):
        self.mailing.action_start()
        partner = self.make_authority("Alba", staff_count=3)
        self.mailing.line_ids = [Command.create({"partner_id": partner.id})]
        self.assertEqual(self.mailing.waiting_count, 1)
        self.mailing.action_start()
        self.assertEqual(self.mailing.sent_count, 3)
        self.assertEqual(self.mailing.state, "done")

    def test_tariff_not_in_force(self):
        pricelist = self.env.registry["product.pricelist"]
        refusal = UserError("Tarif non voté")
        with (
            patch.object(pricelist, "_check_in_force", side_effect=refusal),
            self.assertRaisesRegex(UserError, "non voté"),
        ):
            self.mailing.action_start()
        self.assertFalse(self.mailing.order_ids)

    def test_expected_by_answer(self):
        self.mailing.action_start()
        first, second = self.mailing.order_ids.sorted("partner_id")
        self.assertEqual(self.mailing.year1_amount, 0.0)  # silent: nothing expected
        self.tick(first, mib=8)
        # 5 x 0.80 + 8 x 1.00 = 12.00 a month
        self.assertEqual(first.cyber_answer, "ticked")
        self.assertEqual(self.mailing.year1_amount, 48.0)
        self.assertEqual(self.mailing.year2_amount, 144.0)
        second.sudo()._action_cancel()
        self.assertEqual(second.cyber_answer, "refused")
        first.sudo().action_confirm()
        self.assertEqual(first.cyber_answer, "signed")
        self.assertEqual(self.mailing.signed_count, 1)

    def test_reminded_once_before_the_last_day(self):
        self.mailing.action_start()
        first = self.mailing.order_ids.sorted("partner_id")[0]
        first.sudo().action_confirm()
        mailings = self.env["numerian.cyber.mailing"]
        for day, mails in (
            ("2022-06-22", 2),  # eight days before: too early
            ("2022-06-23", 3),  # Burzet only: Brossainc has signed
            ("2022-06-24", 3),  # once
            ("2022-07-01", 3),
        ):
            with self.subTest(day), freeze_time(day):
                mailings._cron_remind()
                self.assertEqual(len(self.get_mails()), mails)

    def test_refused_before_anything_leaves(self):
        empty = self.make_mailing(line_ids=[])
        with self.assertRaisesRegex(UserError, "Ajoutez d'abord"):
            empty.action_start()
        self.mailing.validity_date = "2022-06-07"
        with self.assertRaisesRegex(UserError, "est passé"):
            self.mailing.action_start()
        self.assertFalse(self.mailing.order_ids)
        self.mailing.write({"state": "cancelled", "validity_date": "2022-06-30"})
        with self.assertRaisesRegex(UserError, "annulé"):
            self.mailing.action_start()

    def test_kept_once_sent(self):
        self.mailing.action_start()
        with self.assertRaisesRegex(UserError, "annulez-le"):
            self.mailing.unlink()
        with self.assertRaisesRegex(UserError, "reste dans l'envoi"):
            self.mailing.line_ids.unlink()
        self.make_mailing().unlink()

    def test_from_the_list_of_authorities(self):
        private = self.env["res.partner"].create({"name": "Une entreprise"})
        authorities = self.as_user("officer", self.authorities | private)
        action = authorities.action_new_cyber_mailing()
        mailing = self.env["numerian.cyber.mailing"].browse(action["res_id"])
        self.assertEqual(mailing.line_ids.partner_id, self.authorities)
        with self.assertRaisesRegex(UserError, "collectivités"):
            self.as_user("officer", private).action_new_cyber_mailing()

    def test_rights(self):
        for user in ("reader", "contracts", "employee"):
            with self.subTest(user), self.assertRaises(AccessError):
                self.make_mailing(user=user)
        self.as_user("reader", self.mailing).read(["name", "year1_amount"])
        with self.assertRaises(AccessError):
            self.as_user("employee", self.mailing).read(["name"])

    def test_lines_of_many_quotes_are_made_together(self):
        choices = [
            Command.create(
                {
                    "service_id": self.services["vault"].id,
                    "is_selected": True,
                    "quantity": 4,
                }
            )
        ]
        vals = {
            "is_cyber_quote": True,
            "partner_id": self.make_authority().id,
            "cyber_choice_ids": choices,
        }
        model = type(self.env["sale.order.line"])
        with patch.object(
            model, "create", autospec=True, side_effect=model.create
        ) as made:
            quotes = self.as_user("officer", "sale.order").create([vals] * 5)
        self.assertEqual(len(quotes.order_line), 5)
        self.assertEqual([len(call.args[1]) for call in made.mock_calls], [5])
