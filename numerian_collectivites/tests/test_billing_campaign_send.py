# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import suppress
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MockEmail

from .common import BillingCase

REFUSED = "550 Boîte pleine"
NO_LAYOUT = "Modèle d'impression absent"
MAIL_LOGGER = "odoo.addons.mail.models.mail_mail"


@tagged("post_install", "-at_install")
class TestBillingCampaignSend(BillingCase, MockEmail):
    """One mail for each authority, with all its documents, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.email = "facturation@syndicat.test"
        cls.brossainc = cls.make_authority("Brossainc", email="mairie@brossainc.test")
        cls.burzet = cls.make_authority("Burzet", email="mairie@burzet.test")
        cls.make_line(partner=cls.brossainc)
        cls.make_line(partner=cls.burzet, price_unit=345.0)
        cls.campaign = cls.make_campaign(2025)
        cls.campaign.action_run()

    def get_line(self, partner):
        return self.campaign.line_ids.filtered(lambda line: line.partner_id == partner)

    def send(self, act="action_send", refuse=None):
        """Send; the server refuses the addresses that hold a word.

        :return: the addresses of what reached the server
        """

        def send_email(_server, message, *_args, **_kwargs):
            if refuse and refuse in message["To"]:
                raise OSError(REFUSED)
            return message["Message-Id"]

        with self.mock_mail_gateway():
            self.send_email_mocked.side_effect = send_email
            getattr(self.campaign, act)()
            return [
                address
                for mail in self._new_mails
                if mail.state == "sent"
                for address in mail.recipient_ids.mapped("email")
            ]

    def states(self):
        self.env.invalidate_all()
        return [
            self.get_line(partner).send_state
            for partner in (self.brossainc, self.burzet)
        ]

    def test_each_authority_gets_one_mail_with_its_document(self):
        self.assertEqual(self.states(), ["to_send", "to_send"])
        reached = self.send()
        self.assertEqual(
            sorted(reached), ["mairie@brossainc.test", "mairie@burzet.test"]
        )
        mail = self._new_mails.filtered(lambda m: m.recipient_ids == self.burzet)
        move = self.get_line(self.burzet).move_ids
        self.assertEqual(
            mail.attachment_ids.mapped("name"), [f"{move.name}.pdf".replace("/", "_")]
        )
        self.assertIn("vos factures", mail.subject)
        self.assertIn(move.name, mail.body_html)
        self.assertIn("414,00", mail.body_html)  # 345.00 and 20 % VAT
        self.assertEqual(mail.email_from, self.company.email_formatted)
        self.assertRecordValues(
            self.get_line(self.burzet),
            [{"send_state": "sent", "send_error": False}],
        )
        self.assertTrue(self.get_line(self.burzet).sent_on)
        self.assertEqual(set(self.campaign.move_ids.mapped("is_move_sent")), {True})

    def test_two_documents_leave_in_one_mail(self):
        other = self.make_contract({"price_unit": 40.0}, partner=self.burzet)
        other.purchase_order_reference = "EJ-2"
        self.make_line(partner=self.burzet, price_unit=10.0)
        self.campaign.action_plan()
        self.campaign.action_run()
        self.send()
        numbers = [len(mail.attachment_ids) for mail in self._new_mails]
        self.assertEqual(sorted(numbers), [1, 1, 2])

    def test_nobody_is_mailed_twice(self):
        self.assertEqual(len(self.send()), 2)
        with self.assertRefused("envoyées déjà", UserError):
            self.send()
        self.campaign.delivery = "mail"
        with self.mock_mail_gateway():
            self.env["numerian.billing.campaign"]._cron_deliver()
        self.assertFalse(self._new_mails)
        self.assertFalse(self.campaign.delivery)

    def test_missing_address_fails_alone_and_is_sent_once_entered(self):
        self.burzet.email = False
        self.assertEqual(self.send(), ["mairie@brossainc.test"])
        self.assertEqual(self.states(), ["sent", "failed"])
        self.assertIn("adresse de courriel", self.get_line(self.burzet).send_error)
        self.burzet.email = "secretariat@burzet.test"
        self.assertEqual(self.send("action_resend"), ["secretariat@burzet.test"])
        self.assertEqual(self.states(), ["sent", "sent"])

    @mute_logger(MAIL_LOGGER)
    def test_server_that_refuses_one_address_does_not_stop_the_others(self):
        self.assertEqual(self.send(refuse="brossainc"), ["mairie@burzet.test"])
        self.assertEqual(self.states(), ["failed", "sent"])
        self.assertIn(REFUSED, self.get_line(self.brossainc).send_error)
        self.assertEqual(self.campaign.send_failed_count, 1)
        self.assertEqual(self.send("action_resend"), ["mairie@brossainc.test"])

    def test_refused_mail_does_not_leave_later_by_itself(self):
        with mute_logger(MAIL_LOGGER):
            self.send(refuse="brossainc")
        refused = self._new_mails.filtered(lambda m: m.recipient_ids == self.brossainc)
        self.assertEqual(refused.state, "cancel")

    def test_server_out_of_reach(self):
        connect = patch.object(
            type(self.env["ir.mail_server"]),
            "_connect__",
            side_effect=ConnectionRefusedError("pas de serveur"),
        )
        with self.mock_mail_gateway(), connect:
            self.campaign.action_send()
        self.assertEqual(self.states(), ["failed", "failed"])
        self.assertIn("pas de serveur", self.get_line(self.burzet).send_error)

    def test_invoice_that_cannot_be_printed_does_not_stop_the_others(self):
        move_class = type(self.env["account.move"])
        get_pdf = move_class._get_document_pdf

        def broken(move):
            if move.partner_id == self.brossainc:
                raise UserError(NO_LAYOUT)
            return get_pdf(move)

        with patch.object(move_class, "_get_document_pdf", broken):
            self.assertEqual(self.send(), ["mairie@burzet.test"])
        self.assertEqual(self.get_line(self.brossainc).send_error, NO_LAYOUT)

    def test_worker_killed_while_it_sends_leaves_a_line_to_look_at(self):
        line = self.get_line(self.burzet)
        line_class = type(line)
        with (
            self.mock_mail_gateway(),
            patch.object(line_class, "_hand_over", side_effect=KeyboardInterrupt),
            suppress(KeyboardInterrupt),  # assertRaises would roll back
        ):
            line._send_once()
        self.assertEqual(line.send_state, "failed")
        self.assertIn("est arrivé", line.send_error)

    def test_authority_that_wants_no_mail_gets_none(self):
        self.burzet.with_company(self.company).invoice_sending_method = "manual"
        self.assertEqual(self.send(), ["mairie@brossainc.test"])
        self.assertEqual(self.states(), ["sent", "by_hand"])

    def test_drafts_are_not_sent_until_they_are_posted(self):
        late = self.make_authority("Privas", email="mairie@privas.test")
        self.make_line(partner=late)
        self.campaign = self.make_campaign(2025, auto_post=False)
        self.campaign.action_run()
        with self.assertRefused("brouillon", UserError):
            self.campaign.action_send()
        self.campaign.move_ids.action_post()
        self.assertEqual(self.send(), ["mairie@privas.test"])

    def test_long_sending_is_left_to_the_scheduled_action(self):
        with patch(
            "odoo.addons.numerian_collectivites.models.campaign"
            ".numerian_billing_campaign_send.IN_BROWSER",
            1,
        ):
            self.assertEqual(self.send(), [])
        self.assertEqual(self.campaign.delivery, "mail")
        with self.mock_mail_gateway():
            self.env["numerian.billing.campaign"]._cron_deliver()
        self.assertEqual(self.states(), ["sent", "sent"])
        self.assertFalse(self.campaign.delivery)

    def test_pdf_is_made_once(self):
        move = self.get_line(self.burzet).move_ids
        pdf = move._get_document_pdf()
        self.send()
        self.assertEqual(move._get_document_pdf(), pdf)
        self.assertEqual(move.invoice_pdf_report_id, pdf)

    def test_draft_has_no_pdf(self):
        draft = self.get_line(self.burzet).move_ids.copy()
        with self.assertRefused("n'est pas comptabilis", UserError):
            draft._get_document_pdf()

    def test_officer_sends_nothing(self):
        with self.assertRefused("", AccessError, self.states):
            self.as_user("officer", self.campaign).action_send()

    # The summary to the clerk

    def test_clerk_is_told_of_a_campaign_that_ran_alone_once(self):
        privas = self.make_authority("Privas")
        self.make_line(partner=privas)
        campaign = self.make_campaign(2025, name="Octobre")
        campaign.user_id.email = "agent@syndicat.test"
        campaign.action_plan()
        with self.mock_mail_gateway():
            self.env["numerian.billing.campaign"]._cron_run_due()
            self.env["numerian.billing.campaign"]._cron_run_due()
        mail = self._new_mails
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, campaign.user_id.partner_id)
        self.assertIn("Octobre", mail.subject)
        self.assertRegex(mail.body_html, r"1(\s|&\S+;)200,00")
        self.assertIn(f"/odoo/campagnes/{campaign.id}", mail.body_html)

    def test_clerk_who_runs_the_campaign_gets_no_mail(self):
        self.make_line(partner=self.make_authority("Privas"))
        campaign = self.make_campaign(2025)
        campaign.user_id.email = "agent@syndicat.test"
        with self.mock_mail_gateway():
            campaign.action_run()
        self.assertFalse(self._new_mails)
