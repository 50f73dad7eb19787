# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import BillingCase

LEGAL = "numerian_collectivites.group_legal_officer"


@tagged("post_install", "-at_install")
class TestContractModel(BillingCase):
    """A model is written by an officer, validated by a legal officer, then frozen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lawyer = new_test_user(
            cls.env,
            "juriste.test",
            groups=LEGAL,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.model = cls.as_user("officer", "contract.template").create(
            {
                "name": "Maintenance",
                "company_id": cls.company.id,
                "duration_months": 36,
                "renewal": "tacit",
                "renewal_months": 12,
                "notice_months": 3,
                "clause_ids": [Command.create(cls.clause_vals())],
                "contract_line_ids": [
                    Command.create({"product_id": cls.product.id, "name": "Service"})
                ],
            }
        )

    @staticmethod
    def clause_vals(body="<p>Pour {{collectivite.nom}} dès {{contrat.debut}}.</p>"):
        return {"title": "Objet", "body": body}

    def as_lawyer(self):
        return self.model.with_user(self.lawyer)

    def validate(self):
        self.model.action_submit()
        self.as_lawyer().action_validate()

    def get_state(self):
        return self.model.validation_state

    def test_validation_keeps_who_and_when(self):
        self.validate()
        self.assertEqual(self.model.validation_state, "validated")
        self.assertEqual(self.model.submitted_by_id, self.users["officer"])
        self.assertEqual(self.model.validated_by_id, self.lawyer)
        self.assertTrue(self.model.validated_on)

    def test_officer_validates_nothing(self):
        self.model.action_submit()
        for act in ("action_validate", "action_send_back", "action_withdraw"):
            with (
                self.subTest(act),
                self.assertRefused("juriste", AccessError, self.get_state),
            ):
                getattr(self.model, act)()

    def test_state_is_written_by_its_buttons_only(self):
        with self.assertRefused("", AccessError, self.get_state):
            self.model.write({"validation_state": "validated"})
        made = self.model.create({"name": "Autre", "validation_state": "validated"})
        self.assertEqual(made.validation_state, "draft")

    def test_no_default_of_a_context_validates_a_model(self):
        models = self.as_user("officer", "contract.template").with_context(
            default_validation_state="validated", default_version=9
        )
        new = models.create({"name": "Autre", "company_id": self.company.id})
        self.assertEqual((new.validation_state, new.version), ("draft", 1))
        self.validate()
        model = self.model.with_context(default_validation_state="validated")
        model.action_new_version()
        [new] = self.model.search([("previous_version_id", "=", self.model.id)])
        self.assertEqual(new.validation_state, "draft")

    def test_remark_is_the_legal_officers(self):
        with self.assertRaises(AccessError):
            self.model.validation_remark = "Vu"
        self.as_lawyer().validation_remark = "Préavis à revoir"
        self.assertEqual(self.model.validation_remark, "Préavis à revoir")

    def test_steps_are_taken_in_order(self):
        with self.assertRefused("Maintenance", UserError, self.get_state):
            self.as_lawyer().action_validate()
        with self.assertRefused("Maintenance", UserError, self.get_state):
            self.as_lawyer().action_withdraw()

    def test_model_sent_back_can_be_changed(self):
        self.model.action_submit()
        self.as_lawyer().action_send_back()
        self.model.duration_months = 24
        self.assertEqual(self.model.duration_months, 24)

    def test_model_without_a_clause_is_not_submitted(self):
        self.model.clause_ids.unlink()
        with self.assertRefused("aucun article", UserError, self.get_state):
            self.model.action_submit()

    def test_validated_model_is_frozen(self):
        self.validate()
        model = self.model
        for act in (
            lambda: model.write({"notice_months": 1}),
            lambda: model.clause_ids.write({"body": "<p>Autre</p>"}),
            lambda: model.clause_ids.unlink(),
            lambda: model.clause_ids.create(
                self.clause_vals() | {"template_id": model.id}
            ),
            lambda: model.contract_line_ids.write({"quantity": 5}),
            lambda: model.contract_line_ids.unlink(),
        ):
            with self.assertRefused(
                "nouvelle version",
                UserError,
                lambda: (model.notice_months, len(model.clause_ids)),
            ):
                act()

    def test_new_version_follows_and_leaves_the_old_one(self):
        self.validate()
        new = self.model.browse(self.model.action_new_version()["res_id"])
        self.assertEqual(new.name, "Maintenance")
        self.assertEqual((new.version, new.validation_state), (2, "draft"))
        self.assertEqual(new.previous_version_id, self.model)
        self.assertEqual(new.clause_ids.mapped("title"), ["Objet"])
        self.assertEqual(new.contract_line_ids.mapped("name"), ["Service"])
        self.assertEqual(self.model.validation_state, "validated")

    def test_unknown_field_is_refused_with_the_list(self):
        for body in ("<p>{{mairie.nom}}</p>", "<p>{{contrat.debut</p>"):
            with (
                self.subTest(body),
                self.assertRaisesRegex(ValidationError, "collectivite.nom"),
            ):
                self.model.clause_ids.body = body

    def test_only_a_validated_model_is_sent(self):
        self.assertIn("pas validé", self.model._get_sending_problems()[0])
        self.validate()
        self.assertEqual(self.model._get_sending_problems(), [])
        self.as_lawyer().action_withdraw()
        self.assertIn("retiré", self.model._get_sending_problems()[0])

    def test_withdrawn_model_makes_no_new_contract_and_keeps_the_old(self):
        self.validate()
        out = self.make_contract({}, contract_template_id=self.model.id)
        self.as_lawyer().action_withdraw()
        self.assertEqual(out.contract_template_id, self.model)
        with self.assertRefused("retiré", UserError):
            self.make_contract({}, contract_template_id=self.model.id)

    def test_contract_says_what_its_model_says(self):
        partner = self.make_authority("Bois & <Forêts>")
        contract = self.make_contract(
            {}, partner=partner, contract_template_id=self.model.id
        )
        self.assertEqual(
            contract._get_document_clauses(),
            [("Objet", "<p>Pour Bois &amp; &lt;Forêts&gt; dès 01/01/2025.</p>")],
        )

    def test_terms_are_sentences(self):
        contract = self.make_contract(
            {},
            duration_months=36,
            renewal="tacit",
            renewal_months=12,
            notice_months=3,
        )
        self.assertEqual(
            contract._get_terms_sentences(),
            [
                "Durée : 36 mois.",
                "Reconduction tacite, par périodes de 12 mois.",
                "Préavis : 3 mois.",
            ],
        )
