# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from decimal import Decimal

from freezegun import freeze_time
from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.titre.numerian_bordereau_exporter_csv import COLUMNS
from .titres import TitreCase

PES_SETTINGS = {
    "company_registry": "25070123200002",
    "pes_post": "007012",
    "pes_body_code": "123",
    "pes_budget_code": "00",
}


@tagged("post_install", "-at_install")
@freeze_time("2022-07-01")
class TestBordereauExport(TitreCase):
    """Files of a bordereau: what they hold, what they refuse, their trace."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hosting = cls.make_product("Hébergement")
        cls.as_user("manager", cls.hosting.product_tmpl_id).write(
            {"titre_imputation": "70878", "titre_product_code": "0109"}
        )
        cls.invoice = cls.make_invoice(345.0, titre_object="Maintenance 2022")
        lines = [cls._prepare_invoice_line(348.0), cls._prepare_invoice_line(100.0)]
        lines[1] |= {"product_id": cls.hosting.id, "name": "=Hébergement"}
        cls.other = cls.make_invoice(
            partner=cls.burzet,
            titre_object="HotSpot",
            titre_legal_basis="Contrat 12",
            buyer_reference="MAIRIE",
            purchase_order_reference="ENG-118",
            contract_reference="2022-M-07",
            invoice_line_ids=[Command.create(vals) for vals in lines],
        )
        cls.bordereau = cls.issue(cls.invoice | cls.other)

    def set_up_pes(self, **vals):
        vals = PES_SETTINGS | vals
        self.company.partner_id.company_registry = vals.pop("company_registry")
        self.company.write(vals)

    def export(self, kind, bordereau=None):
        """Return the file, as a clerk gets it."""
        clerk = self.as_user("clerk", bordereau or self.bordereau)
        action = getattr(clerk, f"action_export_{kind}")()
        export = clerk.export_ids.sorted("id")[-1:]
        self.assertIn(f"/{export.attachment_id.id}?", action["url"])
        return export.attachment_id.raw

    def refused(self, message, bordereau=None):
        bordereau = bordereau or self.bordereau
        return self.assertRefused(message, UserError, lambda: len(bordereau.export_ids))

    # CSV

    def test_csv_has_a_line_for_each_imputation(self):
        lines = self.export("csv").decode("utf-8-sig").split("\r\n")
        self.assertEqual(lines[0], ";".join(COLUMNS))
        number = self.other.name
        self.assertEqual(
            lines[3],
            f"2022;01;1;30/06/2022;2;{number};30/06/2022;HotSpot;Contrat 12;Burzet;"
            "21070045600010;23;09;Mairie;07450;Burzet;MAIRIE;ENG-118;2022-M-07;2;"
            "'=Hébergement;70878;0109;100,00;20,00;20,00;120,00;;",
        )
        self.assertEqual((len(lines), lines[4]), (5, ""))

    def test_csv_of_a_reduction_names_its_titre(self):
        credit = self.credit(self.invoice, "2022-06-30")
        credit.action_post()
        reduction = self.issue(credit, bordereau_type="02")
        line = self.export("csv", reduction).decode("utf-8-sig").split("\r\n")[1]
        self.assertTrue(line.startswith("2022;02;1;30/06/2022;1;"))
        self.assertTrue(line.endswith(";345,00;20,00;69,00;414,00;2022;1"))

    # PES

    def test_pes_holds_the_amounts_of_the_invoices(self):
        self.set_up_pes()
        root = etree.fromstring(self.export("pes"))

        def values(tag):
            return [element.get("V") for element in root.iter(tag)]

        self.assertEqual(values("IdPce"), ["1", "2"])
        self.assertEqual(values("MtHT"), ["345.00", "348.00", "100.00"])
        self.assertEqual(values("MtTVA"), ["69.00", "69.60", "20.00"])
        self.assertEqual(values("CodProdLoc"), ["0107", "0107", "0109"])
        self.assertEqual(values("Nature"), ["7068", "7068", "70878"])
        self.assertEqual(values("IdColl"), ["25070123200002"])
        self.assertEqual(
            values("NumeroFacture"), (self.invoice | self.other).mapped("name")
        )
        self.assertEqual(values("CodeService"), ["MAIRIE"])
        self.assertEqual(values("NumeroEngagement"), ["ENG-118"])
        self.assertEqual(values("NumeroMarche"), ["2022-M-07"])
        total = sum(map(Decimal, values("MtBordHt") + values("MtBordTVA")))
        moves = self.invoice | self.other
        self.assertEqual(str(total), f"{sum(moves.mapped('amount_total')):.2f}")

    def test_pes_follows_the_settings(self):
        self.set_up_pes(pes_schema="4.71", pes_file_type="PESALR1")
        root = etree.fromstring(self.export("pes"))
        self.assertEqual(root.find(".//TypFic").get("V"), "PESALR1")
        self.assertEqual(root.find(".//Version").get("V"), "1")
        self.assertIsNone(root.find(".//CodeService"))

    def test_pes_exported_again_has_another_name(self):
        self.set_up_pes()
        names = [
            etree.fromstring(self.export("pes")).find(".//NomFic").get("V")
            for _time in range(2)
        ]
        self.assertEqual(
            names,
            [
                "PESALR2_25070123200002_220701_01-1_1.xml",
                "PESALR2_25070123200002_220701_01-1_2.xml",
            ],
        )
        files = self.bordereau.export_ids.sorted("id").attachment_id
        self.assertEqual(files.mapped("name"), names)

    def test_pes_of_a_reduction(self):
        self.set_up_pes()
        credit = self.credit(self.other, "2022-06-30")
        credit.action_post()
        reduction = self.issue(credit, bordereau_type="02")
        root = etree.fromstring(self.export("pes", reduction))
        self.assertEqual(
            [
                (e.find("IdPceOrig").get("V"), e.find("IdLigneOrig").get("V"))
                for e in root.iter("RattachPiece")
            ],
            [("2", "1"), ("2", "2")],
        )

    def test_pes_lists_every_missing_datum(self):
        self.company.partner_id.company_registry = False
        with self.refused("code du poste comptable (IdPost) : manquant") as caught:
            self.export("pes")
        message = str(caught.exception)
        self.assertIn("SIRET du syndicat (IdColl) : manquant", message)
        self.assertIn("code collectivité (CodCol) : manquant", message)

    def test_pes_needs_a_product_code_on_each_line(self):
        self.set_up_pes()
        self.company.titre_product_code = False
        bordereau = self.issue(self.make_invoice())
        with self.refused("Titre 3 : code produit (CodProdLoc) : manquant", bordereau):
            self.export("pes", bordereau)

    # Trace

    def test_draft_is_not_exported(self):
        bordereau = self.make_bordereau(self.make_invoice())
        with self.refused("émettez-le d'abord", bordereau):
            self.export("csv", bordereau)

    def test_each_export_leaves_a_trace(self):
        first, second = self.export("csv"), self.export("csv")
        self.assertEqual(first, second)
        self.bordereau.invalidate_recordset()
        self.assertRecordValues(
            self.bordereau.export_ids,
            [
                {"rank": 2, "kind": "csv", "create_uid": self.users["clerk"].id},
                {"rank": 1, "kind": "csv", "create_uid": self.users["clerk"].id},
            ],
        )
        self.assertEqual(len(set(self.bordereau.export_ids.mapped("checksum"))), 1)
        self.assertIn("Export n° 2", self.bordereau.message_ids[0].body)

    def test_reader_exports_nothing(self):
        with self.assertRaises(AccessError):
            self.as_user("reader", self.bordereau).action_export_csv()
