# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestContractChange(BillingCase, HttpCase):
    """Who changed what on a contract is kept, and nobody changes what is kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.make_contract({}, code="C-1")
        cls.line = cls.contract.contract_line_ids

    def read_changes(self, user="manager", **terms):
        domain = [("contract_id", "=", self.contract.id), ("action", "=", "write")]
        domain += [(name, "=", value) for name, value in terms.items()]
        changes = self.as_user(user, "numerian.contract.change").search(domain)
        return [(c.field_name, c.old_value, c.new_value) for c in changes]

    def test_what_is_created_is_kept(self):
        changes = self.as_user("manager", "numerian.contract.change").search(
            [("contract_id", "=", self.contract.id)], order="id"
        )
        subjects = set(changes.mapped("subject"))
        self.assertEqual(set(changes.mapped("action")), {"create"})
        self.assertIn("Contract Line Price Version", subjects)
        self.assertEqual(changes.create_uid, self.users["officer"])
        self.assertEqual(changes.partner_id, self.contract.partner_id)

    def test_a_change_of_the_head(self):
        other = self.make_authority("Burzet")
        self.contract.write({"code": "C-2", "invoice_partner_id": other.id})
        self.assertIn(("Référence", "C-1", "C-2"), self.read_changes())
        found = self.read_changes(new_value="Burzet")
        self.assertEqual([old for _f, old, _n in found], ["Brossainc"])

    def test_a_stop_of_a_line(self):
        self.as_user("officer", self.line).stop("2026-12-31")
        ((_field, old, new),) = self.read_changes(new_value="2026-12-31")
        self.assertEqual((old, new), ("", "2026-12-31"))

    def test_the_same_value_is_no_change(self):
        self.contract.write({"code": "C-1"})
        self.line.write({"name": self.line.name})
        self.assertEqual(self.read_changes(), [])

    def test_a_price_version(self):
        versions = self.as_user("officer", "numerian.contract.line.price")
        version = versions.create(
            {
                "contract_line_id": self.line.id,
                "date_from": "2027-01-01",
                "price_unit": 1300.0,
                "quantity": 1.0,
            }
        )
        version.price_unit = 1250.0
        ((_field, old, new),) = self.read_changes(line_name="Maintenance")
        self.assertEqual((old, new), ("1300.0", "1250.0"))
        version.unlink()
        changes = self.as_user("manager", "numerian.contract.change")
        gone = changes.search([("action", "=", "unlink")], limit=1)
        self.assertIn("1250.0", gone.old_value)

    def test_it_stays_when_the_contract_goes(self):
        changes = self.as_user("manager", "numerian.contract.change").search(
            [("contract_id", "=", self.contract.id)]
        )
        self.contract.sudo().unlink()
        changes.invalidate_recordset()
        self.assertEqual(set(changes.mapped("contract_id.id")), set())
        self.assertIn("C-1", "".join(changes.mapped("new_value")))

    def test_nobody_changes_what_is_kept(self):
        change = self.env["numerian.contract.change"].sudo().search([], limit=1)
        for act in (lambda: change.write({"old_value": "x"}), change.unlink):
            with self.assertRefused("reste écrit", AccessError, lambda: None):
                act()

    def test_only_a_manager_reads_it(self):
        for user in ("reader", "officer", "clerk"):
            with self.subTest(user), self.assertRaises(AccessError):
                self.read_changes(user)

    def test_as_a_file(self):
        self.contract.write({"code": "C-2"})
        url = f"/numerian/contract_changes?contract_id={self.contract.id}"
        self.authenticate(self.users["manager"].login, self.users["manager"].login)
        text = self.url_open(url).content.decode("utf-8-sig")
        self.assertIn("Référence;C-1;C-2", text)
        self.assertIn("C-2", self.url_open("/numerian/contract_changes").text)
        for wrong in ("x", "-1", "9" * 30, "9" * 5000):
            answer = self.url_open(f"/numerian/contract_changes?contract_id={wrong}")
            self.assertEqual(answer.status_code, 404)
        self.authenticate(self.users["officer"].login, self.users["officer"].login)
        self.assertEqual(self.url_open(url).status_code, 404)
