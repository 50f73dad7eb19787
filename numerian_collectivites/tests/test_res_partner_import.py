# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ast import literal_eval

from odoo.tests import tagged
from odoo.tools import file_open

from .common import BillingCase

TEMPLATE = "numerian_collectivites/static/xls/collectivites.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = """\
ID externe;Nom;Type de collectivité;Code INSEE;SIRET;Agents;EPCI
essai_epci;CC d'essai;EPCI;;;30;
essai_2A004;Ajaccio;Commune;2A004;212000046;900;CC d'essai
essai_07045;Burzet;Commune;07045;210700456;8;CC d'essai
"""


@tagged("post_install", "-at_install")
class TestResPartnerImport(BillingCase):
    """Odoo's own import from our list, as a contract officer does it in French."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        action = cls.env.ref("numerian_collectivites.res_partner_action")
        cls.partner = cls.as_user("officer", "res.partner").with_context(
            **literal_eval(action.context)
        )

    def load(self, content, mimetype="text/csv", dryrun=False):
        """Import with the columns that Odoo itself recognises; return its answer."""
        wizard = self.partner.env["base_import.import"].create(
            {"res_model": "res.partner", "file": content, "file_type": mimetype}
        )
        preview = wizard.parse_preview(
            {"has_headers": True, "quoting": '"', "separator": "", "encoding": ""}
        )
        headers, matches = preview["headers"], preview["matches"]
        columns = ["/".join(matches.get(index, [])) for index in range(len(headers))]
        self.assertNotIn("", columns, headers)
        return wizard.execute_import(
            columns, headers, preview["options"], dryrun=dryrun
        )

    def load_template(self, **kwargs):
        with file_open(TEMPLATE, "rb") as template:
            return self.load(template.read(), XLSX, **kwargs)

    def search_codes(self, *codes):
        return self.partner.search([("insee_code", "in", codes)], order="insee_code")

    def test_template_is_proposed_on_our_list_only(self):
        (template,) = self.partner.get_import_templates()
        self.assertEqual(template["label"], "Modèle d'import des collectivités")
        self.assertEqual(template["template"], f"/{TEMPLATE}")
        others = self.env["res.partner"].get_import_templates()
        self.assertNotIn(template, others)

    def test_template_tried_leaves_nothing(self):
        self.assertFalse(self.load_template(dryrun=True)["messages"])
        self.assertFalse(self.search_codes("07045", "07019"))

    def test_template_imports(self):
        self.assertFalse(self.load_template()["messages"])
        epci = self.env["res.partner"].search([("name", "=", "CC du Bassin d'Aubenas")])
        self.assertRecordValues(
            self.search_codes("07045", "07019"),
            [
                {
                    "name": "Aubenas",
                    "authority_kind": "commune",
                    "company_registry": "21070019100013",
                    "epci_id": epci.id,
                    "population": 12416,
                    "population_year": 2023,
                    "staff_count": 200,
                    "mailbox_count": 150,
                    "workstation_count": 120,
                    "server_count": 4,
                    "mobile_account_count": 25,
                    "chorus_requirement": "engagement",
                    "authority_warning": False,
                },
                {
                    "name": "Burzet",
                    "authority_kind": "commune",
                    "company_registry": "21070045600010",
                    "epci_id": epci.id,
                    "population": 536,
                    "population_year": 2023,
                    "staff_count": 8,
                    "mailbox_count": 10,
                    "workstation_count": 4,
                    "server_count": 0,
                    "mobile_account_count": 1,
                    "chorus_requirement": "none",
                    "authority_warning": False,
                },
            ],
        )
        self.assertRecordValues(
            epci, [{"authority_kind": "epci", "chorus_service_code": "COMPTA"}]
        )

    def test_what_is_imported_is_a_french_customer(self):
        self.load(CSV.encode())
        self.assertRecordValues(
            self.search_codes("07045"),
            [
                {
                    "is_local_authority": True,
                    "is_company": True,
                    "customer_rank": 1,
                    "country_id": self.env.ref("base.fr").id,
                    "lang": "fr_FR",
                }
            ],
        )

    def test_letters_and_leading_zeros_survive(self):
        self.assertFalse(self.load(CSV.encode())["messages"])
        self.assertEqual(
            self.search_codes("2A004", "07045").mapped("insee_code"), ["07045", "2A004"]
        )

    def test_same_file_again_updates(self):
        first = self.load(CSV.encode())
        again = self.load(CSV.replace(";8;", ";9;").encode())
        self.assertFalse(again["messages"])
        self.assertEqual(again["ids"], first["ids"])
        self.assertEqual(self.search_codes("07045").staff_count, 9)

    def test_wrong_line_is_named_and_nothing_is_imported(self):
        answer = self.load(CSV.replace(";07045;", ";07999;").encode())
        (message,) = answer["messages"]
        self.assertIn("aucune commune n'a le code INSEE 07999", message["message"])
        self.assertEqual(message["rows"], {"from": 2, "to": 2})
        self.assertFalse(self.search_codes("2A004"))
