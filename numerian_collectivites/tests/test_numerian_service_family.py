# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import BillingCase

FAMILIES = "numerian.service.family"


@tagged("post_install", "-at_install")
class TestNumerianServiceFamily(BillingCase):
    """Families, and the terms that a service of the catalogue carries."""

    def test_the_families_of_the_syndicate_are_there(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "numerian_collectivites"), ("model", "=", FAMILIES)]
        )
        families = self.env[FAMILIES].browse(data.mapped("res_id"))
        self.assertEqual(
            set(families.mapped("code")),
            {
                "ADHESION",
                "MAINT-INFO",
                "MAINT-LOG",
                "RGPD",
                "INTERNET",
                "HEBERGEMENT",
                "CYBER",
            },
        )

    @mute_logger("odoo.sql_db")
    def test_two_families_cannot_share_a_code(self):
        families = self.as_user("manager", FAMILIES)
        with self.assertRaises(IntegrityError) as refusal, self.env.cr.savepoint():
            families.create({"name": "Autre", "code": "TEST"})
        message = families._sql_error_to_message(refusal.exception)
        self.assertRegex(message, "choisissez-en un autre")
        self.assertEqual(families.search_count([("code", "=", "TEST")]), 1)

    def test_companies_may_use_the_same_code(self):
        other = self._make_company("Autre syndicat")
        families = self.env[FAMILIES].create(
            [
                {"name": "SIG", "code": "SIG", "company_id": company.id}
                for company in (self.company, other)
            ]
        )
        self.assertEqual(len(families), 2)

    def test_family_of_another_company_is_hidden(self):
        other = self._make_company("Autre syndicat")
        families = self.env[FAMILIES].create(
            [
                {"name": "Ici", "code": "ICI", "company_id": self.company.id},
                {"name": "Ailleurs", "code": "AILLEURS", "company_id": other.id},
                {"name": "Partout", "code": "PARTOUT"},
            ]
        )
        seen = self.as_user("reader", FAMILIES).search([("id", "in", families.ids)])
        self.assertEqual(seen.mapped("code"), ["ICI", "PARTOUT"])

    def test_product_takes_no_family_of_another_company(self):
        other = self._make_company("Autre syndicat")
        family = self.env[FAMILIES].create(
            {"name": "SIG", "code": "SIG", "company_id": other.id}
        )
        template = self.product.product_tmpl_id
        with self.assertRaises(UserError):
            template.service_family_id = family
        template.invalidate_recordset()
        self.assertEqual(template.service_family_id, self.family)

    def test_family_counts_and_opens_its_services(self):
        self.make_product("Hébergement", service_family_id=False)
        family = self.as_user("reader", self.family)
        self.assertEqual(family.product_count, 1)
        action = family.action_view_products()
        found = self.as_user("reader", "product.template").search(action["domain"])
        self.assertEqual(found, self.product.product_tmpl_id)

    @mute_logger("odoo.sql_db")
    def test_family_in_use_is_not_deleted(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.as_user("manager", self.family).unlink()
        self.assertTrue(self.family.exists())

    def test_clerk_reads_and_manager_writes(self):
        clerk = self.as_user("clerk", self.family)
        self.assertEqual(clerk.name, "Logiciels")
        with self.assertRaises(AccessError):
            clerk.name = "Autre"
        with self.assertRaises(AccessError):
            self.as_user("clerk", self.product).billing_period = "month"
        self.as_user("manager", self.family).name = "Progiciels"
        self.as_user("manager", self.product).billing_period = "month"
        self.assertEqual(self.family.name, "Progiciels")

    def test_service_starts_from_yearly_terms(self):
        with Form(
            self.as_user("manager", "product.template").with_context(
                default_type="service"
            )
        ) as form:
            form.name = "RGPD"
        service = form.record
        self.assertRecordValues(
            service,
            [{"billing_period": "year", "price_period": "year", "proration": False}],
        )

    def test_company_prorates_by_started_months_until_told_otherwise(self):
        self.assertEqual(self.company.contract_proration, "month")
        settings = self.env["res.config.settings"].create(
            {"contract_proration": "day", "billing_start_date": "2022-01-01"}
        )
        settings.execute()
        self.assertEqual(self.company.contract_proration, "day")
        self.assertEqual(str(self.company.billing_start_date), "2022-01-01")
