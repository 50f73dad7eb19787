# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .amendment_case import MODULE, AmendmentCase


@tagged("post_install", "-at_install")
class TestContractTransfer(AmendmentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_line()
        cls.contract = cls.line.contract_id
        cls.target = cls.make_authority("Communauté de communes")

    def transfer(self, **vals):
        reason = self.env.ref(f"{MODULE}.terminate_reason_transfer")
        return self.amend(
            self.contract,
            **{
                "kind": "transfer",
                "effective_date": "2026-07-01",
                "target_partner_id": self.target.id,
                "terminate_reason_id": reason.id,
                "credit_agreed": True,
            }
            | vals,
        )

    def test_the_services_go_on_with_the_other_authority(self):
        amendment = self.transfer()
        amendment.action_apply()
        new = amendment.new_contract_id
        self.assertRecordValues(
            new,
            [
                {
                    "name": "Contrat Communauté de communes",
                    "partner_id": self.target.id,
                    "transferred_from_id": self.contract.id,
                    "generation_type": "campaign",
                }
            ],
        )
        self.assertEqual(self.contract.transferred_to_ids, new)
        self.assertEqual(str(self.line.date_end), "2026-06-30")
        self.assertEqual(amendment.partner_id, self.contract.partner_id)
        # 2026: 6 months each
        self.assertEqual(self.owed(self.line, "2026-01-01"), {"2026-01-01": "600.00"})
        self.assertEqual(self.owed(new.contract_line_ids), {"2026-01-01": "600.00"})

    def test_what_is_billed_is_credited_to_one_and_billed_to_the_other(self):
        moves = self.bill(2025, 2026)
        for move in moves:
            self.pay(move)
        amendment = self.transfer()
        amendment.action_apply()
        documents = self.bill(2026)
        self.assertEqual(
            {
                move.partner_id: amount
                for move, amount in zip(documents, self.amounts(documents), strict=True)
            },
            {self.contract.partner_id: "-600.00", self.target: "600.00"},
        )

    def test_later_prices_go_along(self):
        self.change(self.line, quantity=2.0, effective_date="2026-10-01").action_apply()
        amendment = self.transfer()
        amendment.action_apply()
        # July to September: 3 x 100.00; October to December: 3 x 200.00
        self.assertEqual(
            self.owed(amendment.new_contract_id.contract_line_ids),
            {"2026-01-01": "900.00"},
        )

    def test_unpaid_invoices_are_somebody_s(self):
        self.bill(2025, 2026)
        amendment = self.transfer()
        self.refuses(amendment, "Pas encore payé")
        self.assertFalse(self.contract.transferred_to_ids)
        self.assertFalse(self.line.date_end)
        amendment.debts_taken_over = True
        amendment.action_apply()
        self.assertTrue(self.contract.transferred_to_ids)

    def test_a_month_is_due_by_one_authority(self):
        amendment = self.transfer(effective_date="2026-07-15")
        self.refuses(amendment, "premier jour d'un mois")
        self.assertFalse(self.line.date_end)

    def test_to_nobody_or_to_itself(self):
        self.refuses(self.transfer(target_partner_id=False), "qui reprend le contrat")
        with self.assertRaisesRegex(ValidationError, "déjà celui"):
            self.transfer(
                target_partner_id=self.contract.partner_id.id,
                effective_date="2026-08-01",
            )


@tagged("post_install", "-at_install")
class TestAuthorityMerger(AmendmentCase):
    """Two communes become one on 1 January 2027; both are billed for 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.communes = cls.make_authority("Devesset") | cls.make_authority("Rochepaule")
        cls.contracts = cls.make_contracts(
            {cls.communes[0]: [{}], cls.communes[1]: [{"price_unit": 600.0}]}
        )
        cls.moves = cls.bill(2025, 2026)
        cls.target = cls.make_authority("Saint-Agrève la Nouvelle")

    def merge(self, user="manager", **vals):
        wizard = self.as_user(user, "numerian.authority.merger").create(
            {
                "company_id": self.company.id,
                "partner_ids": self.communes.ids,
                "target_partner_id": self.target.id,
                "date": "2027-01-01",
                "reason": "Arrêté préfectoral du 12 octobre 2026",
            }
            | vals
        )
        return wizard.action_merge()

    def test_two_communes_become_one(self):
        before = self.moves.mapped("amount_untaxed")
        self.merge()
        self.assertEqual(self.contracts.mapped("is_terminated"), [True, True])
        new = self.contracts.transferred_to_ids
        self.assertEqual(new.partner_id, self.target)
        self.assertEqual(self.moves.mapped("amount_untaxed"), before)
        # Nothing is credited nor billed for 2026, and 2027 is billed once.
        self.assertFalse(self.bill(2026))
        self.assertEqual(self.amounts(self.bill(2027)), ["1800.00"])
        self.assertFalse(self.bill(2027))

    def test_the_history_stays_readable(self):
        self.merge()
        for commune in self.communes:
            self.assertTrue(commune.active)
            self.assertEqual(commune.successor_authority_id, self.target)
            self.assertEqual(str(commune.succession_date), "2027-01-01")
        self.assertEqual(self.target.predecessor_authority_ids, self.communes)
        amendments = self.contracts.amendment_ids
        self.assertEqual(amendments.partner_id, self.communes)
        self.assertEqual(
            set(amendments.mapped("reason")), {"Arrêté préfectoral du 12 octobre 2026"}
        )

    def test_one_commune_that_absorbs_another_keeps_its_contract(self):
        self.merge(target_partner_id=self.communes[0].id)
        self.assertEqual(self.contracts.mapped("is_terminated"), [False, True])
        # 1 200.00 + 600.00, in one invoice
        self.assertEqual(self.amounts(self.bill(2027)), ["1800.00"])

    def test_all_or_none(self):
        self.change(self.contracts[1].contract_line_ids, effective_date="2027-01-01")
        with self.assertRaises(ValidationError):
            self.merge()
        self.env.invalidate_all()
        self.assertEqual(self.contracts.mapped("is_terminated"), [False, False])
        self.assertFalse(self.communes.successor_authority_id)

    def test_without_a_decree(self):
        with self.assertRaisesRegex(UserError, "l'arrêté"):
            self.merge(reason=False)
