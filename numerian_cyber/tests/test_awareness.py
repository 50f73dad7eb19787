# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .awareness_case import RESULTS, AwarenessCase

MODELS = ("numerian.cyber.awareness.person", "numerian.cyber.awareness.result")


@tagged("post_install", "-at_install")
@freeze_time("2022-10-10 10:00:00")
class TestAwareness(AwarenessCase):
    """Results of phishing tests: counts for the syndicate, names for nobody there."""

    def count_records(self):
        return tuple(self.env[name].sudo().search_count([]) for name in MODELS)

    def refused(self, message, exception=UserError):
        return self.assertRefused(message, exception, self.count_records)

    def test_each_address_goes_to_its_authority(self):
        self.make_import().action_apply()
        # of 4 who received it: 3 opened, 2 clicked, 1 gave data, 2 reported
        self.assertEqual(self.read_counts(self.brossainc), (4, 3, 2, 1, 2))
        self.assertEqual(self.read_counts(self.burzet), (1, 1, 1, 0, 0))
        self.assertRecordValues(
            self.result_of(self.brossainc),
            [
                {
                    "open_rate": 0.75,
                    "click_rate": 0.5,
                    "submit_rate": 0.25,
                    "report_rate": 0.5,
                }
            ],
        )
        self.assertRecordValues(
            self.awareness,
            [
                {
                    "authority_count": 2,
                    "sent_count": 5,
                    "click_rate": 0.6,
                    "submit_rate": 0.2,
                    "report_rate": 0.4,
                }
            ],
        )

    def test_the_same_file_again_changes_nothing(self):
        self.make_import().action_apply()
        before = self.count_records(), self.read_counts(self.brossainc)
        self.make_import().action_apply()
        self.assertEqual(
            (self.count_records(), self.read_counts(self.brossainc)), before
        )

    def test_a_later_export_replaces_what_it_names(self):
        self.make_import().action_apply()
        later = "c,Clicked Link,,,false,chloe@brossainc.fr,Chloé,Blanc,"
        self.make_import((RESULTS[0], later)).action_apply()
        self.assertEqual(self.read_counts(self.brossainc), (4, 3, 3, 1, 2))

    def test_raw_events(self):
        events = (
            "campaign_id,email,time,message,details",
            "7,,2022-10-03T08:00:00Z,Campaign Created,",
            "7,anne@brossainc.fr,2022-10-03T08:00:00Z,Email Sent,",
            "7,anne@brossainc.fr,2022-10-03T09:00:00Z,Clicked Link,{}",
        )
        self.make_import(events).action_apply()
        self.assertEqual(self.read_counts(self.brossainc), (1, 1, 1, 0, 0))

    def test_nothing_stays_of_the_file(self):
        wizard = self.make_import()
        lines = wizard.line_ids
        wizard.action_apply()
        self.assertFalse(wizard.exists() or lines.exists())

    def test_addresses_that_tell_no_authority(self):
        self.make_authority("Un CCAS", email="ccas@brossainc.fr")
        wizard = self.make_import(
            (
                RESULTS[0],
                "a,Email Sent,,,false,anne@brossainc.fr,,,",  # of two authorities
                "b,Email Sent,,,false,quelquun@orange.fr,,,",  # of anybody
                "c,Email Sent,,,false,ccas@brossainc.fr,,,",
            )
        )
        statuses = {line.email: line.status for line in wizard.line_ids}
        self.assertEqual(
            statuses,
            {
                "anne@brossainc.fr": "unknown",
                "quelquun@orange.fr": "unknown",
                "ccas@brossainc.fr": "ok",
            },
        )
        with self.refused("2 lignes"):
            wizard.action_apply()
        wizard.only_good = True
        wizard.action_apply()
        self.assertEqual(self.awareness.result_ids.partner_id.name, "Un CCAS")

    def test_an_authority_may_be_given(self):
        wizard = self.make_import(partner_id=self.burzet.id)
        wizard.action_apply()
        self.assertEqual(self.awareness.result_ids.partner_id, self.burzet)
        self.assertEqual(self.read_counts(self.burzet), (5, 4, 3, 1, 2))

    def test_files_that_are_no_results(self):
        for case, lines, message in (
            ("other columns", ("a;b", "1;2"), "colonnes"),
            ("nothing", (RESULTS[0],), "aucune ligne"),
            ("no address", (RESULTS[0], "a,Email Sent,,,false,x,,,"), "1 lignes"),
            ("status", (RESULTS[0], "a,Parti,,,false,a@b.fr,,,"), "1 lignes"),
        ):
            with self.subTest(case), self.refused(message):
                self.make_import(lines).action_apply()

    def test_persons_are_deleted_after_a_time(self):
        self.make_import().action_apply()
        self.assertEqual(self.awareness.purge_date.isoformat(), "2023-04-03")
        model = self.env["numerian.cyber.awareness.result"]
        with freeze_time("2023-04-03 10:00:00"):
            model._cron_purge()
        self.assertEqual(self.count_records(), (6, 2))
        with freeze_time("2023-04-04 10:00:00"):
            model._cron_purge()
        self.assertEqual(self.count_records(), (0, 2))
        self.assertEqual(self.read_counts(self.brossainc), (4, 3, 2, 1, 2))
        with self.refused("supprimé"):
            self.make_import().action_apply()

    def test_the_time_is_bounded(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(CheckViolation),
            self.env.cr.savepoint(),
        ):
            self.company.cyber_awareness_months = 0
            self.env.flush_all()

    def test_nobody_of_the_syndicate_reads_persons(self):
        self.make_import().action_apply()
        for role in ("manager", "officer", "reader", "contracts", "portal"):
            people = self.as_user(role, "numerian.cyber.awareness.person")
            with self.subTest(role), self.assertRaises(AccessError):
                people.search([]).read(["email"])

    def test_reader_does_not_import(self):
        with self.assertRaises(AccessError):
            self.make_import(user="reader")

    def test_report_compares_and_names_nobody(self):
        before = self.make_awareness(name="Mai 2022", date="2022-05-02")
        self.make_import(awareness=before).action_apply()
        self.make_import().action_apply()
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "numerian_cyber.action_report_awareness", self.result_of(self.brossainc).ids
        )
        text = page.decode()
        for part in ("Octobre 2022", "Mai 2022", "50,0", "60,0", "Brossainc"):
            self.assertIn(part, text)
        for part in ("Anne", "anne@", "Burzet"):
            self.assertNotIn(part, text)

    def test_report_is_a_pdf(self):
        self.make_import().action_apply()
        report = self.as_user("reader", "ir.actions.report")
        pdf, kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(
            "numerian_cyber.action_report_awareness", self.result_of(self.brossainc).ids
        )
        self.assertEqual((kind, pdf[:5]), ("pdf", b"%PDF-"))
