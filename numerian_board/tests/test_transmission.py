# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import csv
import io

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .meetings import MeetingCase

IDENTIFIER = "007-200000000-20220607-2022_CA_001-DE"
XML = (
    '<?xml version="1.0" encoding="ISO-8859-1"?>'
    '<actes:ARActe xmlns:actes="http://www.interieur.gouv.fr/ACTES#v1.1-20040216" '
    f'actes:IDActe="{IDENTIFIER}" actes:DateReception="2022-06-09"/>'
)
GOOD = f"2022_CA_001;09/06/2022;{IDENTIFIER}"


@tagged("post_install", "-at_install")
@freeze_time("2022-06-20 10:00:00")
class TestTransmission(MeetingCase):
    """Acknowledgements of the prefecture come in, public data go out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_session(cls.session, cls.seats[:4])
        cls.deliberation.subject_code = "7.10.1"
        cls.deliberation.action_unanimous()

    def make_import(self, *lines, header="numero;date;identifiant", user="secretary"):
        text = "\n".join([header, *lines]) if header else lines[0]
        return self.as_user(user, "numerian.acknowledgement.import").create(
            {"file": base64.b64encode(text.encode()), "file_name": "ar.csv"}
        )

    def read_receipt(self):
        return self.deliberation.read(["received_on", "ar_identifier"])

    def test_csv_gives_date_and_identifier(self):
        self.deliberation.published_on = "2022-06-08"
        self.make_import(GOOD).action_apply()
        self.assertEqual(str(self.deliberation.received_on), "2022-06-09")
        self.assertEqual(self.deliberation.ar_identifier, IDENTIFIER)
        self.assertEqual(str(self.deliberation.in_force_date), "2022-06-09")

    def test_xml_of_actes_is_read_too_and_once(self):
        self.make_import(XML, header="").action_apply()
        self.assertEqual(self.deliberation.ar_identifier, IDENTIFIER)
        again = self.make_import(XML, header="")
        again.action_preview()
        self.assertIn("09/06/2022", again.line_ids.message)
        with self.assertRefused("ne peuvent pas être enregistrées", UserError):
            again.action_apply()
        again.only_good = True
        with self.assertRefused("Aucune ligne", UserError):
            again.action_apply()

    def test_each_bad_line_says_why_and_nothing_is_done(self):
        wizard = self.make_import(
            GOOD,
            f"2022_CA_999;09/06/2022;{IDENTIFIER}",
            "2022_CA_001;31/06/2022;X",
            f"2022_CA_001;10/06/2022;{IDENTIFIER}",
        )
        wizard.action_preview()
        with self.assertRefused("3 lignes", UserError, self.read_receipt):
            wizard.action_apply()
        statuses = wizard.line_ids.mapped("status")
        self.assertEqual(statuses, ["ok", "unknown", "unreadable", "known"])
        wizard.only_good = True
        wizard.action_apply()
        self.assertEqual(str(self.deliberation.received_on), "2022-06-09")

    def test_date_before_the_vote_is_impossible(self):
        wizard = self.make_import(
            GOOD.replace("09/06", "06/06"), GOOD.replace("09/06", "21/06")
        )
        wizard.action_preview()
        self.assertEqual(set(wizard.line_ids.mapped("status")), {"date", "known"})

    def test_files_of_another_kind_are_refused(self):
        with self.assertRefused("identifiant", UserError):
            self.make_import("1;2", header="titre;montant").action_preview()
        with self.assertRefused("accusé de réception", UserError):
            self.make_import("<Acte/>", header="").action_preview()
        with self.assertRefused("ne contient aucune ligne", UserError):
            self.make_import().action_preview()
        with self.assertRefused("", AccessError):
            self.make_import(GOOD, user="member")

    def test_queries_do_not_grow_with_the_file(self):
        counts = []
        for number in (5, 5, 50):  # the first one fills the caches
            lines = [f"2022_CA_{n:03};09/06/2022;X" for n in range(100, 100 + number)]
            wizard = self.make_import(*lines)
            wizard.action_preview()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wizard.line_ids._set_status()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    # Open data

    def make_export(self, **vals):
        return self.as_user("secretary", "numerian.deliberation.export").create(
            {"year": 2022} | vals
        )

    def read_rows(self, wizard):
        wizard.action_export()
        text = base64.b64decode(wizard.file).decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def test_scdl_file_has_the_vote_and_the_subject(self):
        self.company.company_registry = "21070045600010"
        self.board.prefecture_code = "PREF007"
        self.make_import(GOOD).action_apply()
        (row,) = self.read_rows(self.make_export())
        self.assertEqual(len(row), 17)
        self.assertEqual(
            {name: row[name] for name in row if row[name]},
            {
                "COLL_NOM": "Syndicat d'essai",
                "COLL_SIRET": "21070045600010",
                "DELIB_ID": "2022_CA_001",
                "DELIB_DATE": "2022-06-07",
                "DELIB_MATIERE_CODE": "7.10",
                "DELIB_MATIERE_NOM": "finances locales/divers",
                "DELIB_OBJET": "Annulation de titres",
                "PREF_ID": "PREF007",
                "PREF_DATE": "2022-06-09",
                "VOTE_EFFECTIF": "6",
                "VOTE_REEL": "4",
                "VOTE_POUR": "4",
                "VOTE_CONTRE": "0",
                "VOTE_ABSTENTION": "0",
            },
        )

    def test_scdl_file_lacks_nothing_or_is_refused(self):
        self.company.company_registry = False
        self.deliberation.subject_code = False
        wizard = self.make_export()
        with self.assertRefused("2022_CA_001 : SIRET", UserError):
            wizard.action_export()
        self.assertFalse(wizard.file)
        with self.assertRefused("2021", UserError):
            self.make_export(year=2021).action_export()

    def test_formula_in_a_subject_is_harmless(self):
        self.company.company_registry = "21070045600010"
        self.deliberation.sudo().name = "=HYPERLINK(1)"
        (row,) = self.read_rows(self.make_export())
        self.assertEqual(row["DELIB_OBJET"], "'=HYPERLINK(1)")

    def test_address_and_prefecture_are_well_written(self):
        with self.assertRefused("https", ValidationError):
            self.deliberation.publication_url = "javascript:alert(1)"
        with self.assertRefused("PREF007", ValidationError):
            self.board.prefecture_code = "Privas"
