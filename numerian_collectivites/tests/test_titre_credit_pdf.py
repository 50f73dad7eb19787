# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.tests import tagged

from .test_titre_pdf import INVOICE, MENTIONS
from .titre_pdf_case import TitrePdfCase


@tagged("post_install", "-at_install")
@freeze_time("2022-07-01")
class TestTitreCreditPdf(TitrePdfCase):
    """Odoo's credit note, with the titre that it corrects and what it is."""

    def credit_of(self, day, amount=230.0, **vals):
        """Return a titre of 2021 (345.00) and the posted credit note on it."""
        invoice = self.make_invoice(345.0, day="2021-06-30")
        self.issue(invoice, exercice_id=self.exercice_2021.id, day="2021-06-30")
        credit = self.credit(invoice, day, **vals)
        credit.invoice_line_ids.price_unit = amount
        credit.action_post()
        return invoice, credit

    def test_credit_on_an_earlier_exercice_is_a_cancellation_on_673(self):
        invoice, credit = self.credit_of(
            "2022-06-07", reason="Logiciel pris en cours d'année"
        )
        text = self.get_text(INVOICE, credit)
        self.assertSays(
            text,
            f"Annulation sur exercice antérieur – Avoir {credit.name}",
            "Titre corrigé",
            "Exercice d'origine",
            f"{invoice.name}, 30/06/2021",
            "N° 1 2021",
            "345,00 €",
            "414,00 €",
            "Titre annulé sur exercice antérieur : mandat au compte 673,",
            "exercice 2022. Motif : Erreur matérielle",
            "Logiciel pris en cours d'année",
        )
        self.assertSilent(text, *MENTIONS, "Titre de réduction", "None", "False")

    def test_number_of_the_expense_order_is_printed_once_known(self):
        _invoice, credit = self.credit_of("2022-06-07")
        self.assertNotIn("Mandat n°", self.get_text(INVOICE, credit))
        self.as_user("manager", credit.titre_cancellation_id).order_reference = "M-118"
        self.assertIn("Mandat n° M-118", self.get_text(INVOICE, credit))

    def test_credit_in_its_exercice_is_a_titre_02(self):
        _invoice, credit = self.credit_of("2021-12-31")
        text = self.get_text(INVOICE, credit)
        self.assertIn("Le titre de réduction n'est pas encore émis", text)
        self.issue(
            credit,
            exercice_id=self.exercice_2021.id,
            day="2021-12-31",
            bordereau_type="02",
        )
        text = self.get_text(INVOICE, credit)
        self.assertSays(
            text,
            f"Réduction de titre – Avoir {credit.name}",
            "Titre de réduction n° 1, exercice 2021.",
            "Bordereau 1/02 - 2021 du 31/12/2021.",
            "7068 0107 230,00 € 20,00 % 46,00 € 276,00 €",
        )
        self.assertSilent(text, *MENTIONS, "673", "mandat")

    def test_claim_given_up_is_an_expense_of_its_article(self):
        _invoice, credit = self.credit_of("2021-12-31", titre_reason="non_recovery")
        self.assertSays(
            self.get_text(INVOICE, credit),
            f"Non-valeur – Avoir {credit.name}",
            "Mandat au compte 6541, exercice 2021.",
            "Motif : Non-valeur",
        )

    def test_draft_credit_has_no_mention(self):
        invoice = self.make_invoice(345.0, day="2021-06-30")
        credit = self.credit(invoice, "2022-06-07")
        self.assertSilent(
            self.get_text(INVOICE, credit), "Titre corrigé", "673", *MENTIONS
        )

    def test_credit_of_no_titre_is_a_plain_credit_note(self):
        credit = self.make_invoice(move_type="out_refund")
        text = self.get_text(INVOICE, credit)
        self.assertSilent(text, "Titre corrigé", "Réduction de titre", *MENTIONS)
