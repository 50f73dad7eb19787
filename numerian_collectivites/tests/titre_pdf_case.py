# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .pdf_case import PdfCase
from .titres import TitreCase


class TitrePdfCase(PdfCase, TitreCase):
    """A syndicate with its accountant, its bank and the wording of its titres."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        accountant = cls.env["res.partner"].create(
            {
                "name": "SGC de Privas",
                "street": "11 avenue du Vanel",
                "zip": "07000",
                "city": "Privas",
                "country_id": cls.env.ref("base.fr").id,
                "phone": "04 75 64 00 00",
                "email": "sgc.privas@example.org",
            }
        )
        cls.company.write(
            {
                "street": "1 place de l'Exemple",
                "zip": "07000",
                "city": "Privas",
                "phone": "04 75 00 00 00",
                "email": "contact@example.org",
                "vat": "FR23334175221",
                "titre_issuer_id": cls.users["manager"].id,
                "pes_budget_label": "Budget principal",
                "titre_accountant_id": accountant.id,
                "titre_court": "Tribunal administratif de Lyon, 184 rue Duguesclin",
            }
        )
        cls.journal.bank_account_id = cls.env["res.partner.bank"].create(
            {
                "acc_number": "FR7630006000011234567890189",
                "acc_holder_name": "SGC de Privas",
                "partner_id": cls.company.partner_id.id,
                "allow_out_payment": True,
            }
        )
        cls.users["manager"].name = "Camille Martin"

    def get_text(self, report, records, user="reader"):
        """Return what all pages say, its words one space apart."""
        return " ".join(
            " ".join(self.get_pages(self.render(report, records, user))).split()
        )

    def assertSays(self, text, *parts):
        for part in parts:
            self.assertIn(part, text)

    def assertSilent(self, text, *parts):
        for part in parts:
            self.assertNotIn(part, text)
