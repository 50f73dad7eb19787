# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .titres import TitreCase

LOW_ROLES = ("reader", "officer", "clerk")


@tagged("post_install", "-at_install")
@freeze_time("2022-07-01")
class TestTitreRights(TitreCase):
    """Who may do what with titres, when the calls do not come from our screens."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls.make_invoice()
        cls.draft = cls.make_bordereau(cls.make_invoice())
        cls.issued = cls.issue(cls.invoice)
        cls.make_invoice()  # waits for a bordereau
        cls.credit_note = cls.credit(cls.invoice, "2022-07-01")

    def rpc(self, user, records, method, *args):
        """Call a method as a remote client does, without our language."""
        return call_kw(self.as_user(user, records), method, list(args), {})

    def read_all(self):
        self.env.invalidate_all()
        return [
            records.sudo().read(names)
            for records, names in (
                (self.draft | self.issued, ["state", "number", "sent_on"]),
                (self.exercice | self.exercice_2021, ["state", "year"]),
                (self.exercice.sudo().counter_ids, ["last_number"]),
                (self.draft.move_ids | self.invoice, ["titre_number", "state"]),
                (self.credit_note.titre_cancellation_id, ["reason", "order_reference"]),
            )
        ]

    def refused(self, message, exception=AccessError):
        return self.assertRefused(message, exception, self.read_all)

    def test_only_a_manager_issues_and_follows_bordereaux(self):
        for role in LOW_ROLES:
            for act in ("action_issue", "action_send", "action_acknowledge"):
                bordereau = self.draft if act == "action_issue" else self.issued
                with self.subTest(role=role, act=act), self.refused(""):
                    self.rpc(role, bordereau, act, bordereau.ids)
        self.rpc("manager", self.draft, "action_issue", self.draft.ids)
        self.assertEqual(self.draft.state, "issued")

    def test_only_a_manager_opens_and_closes_an_exercice(self):
        exercice = self.exercice_2021
        for role in LOW_ROLES:
            for act in ("action_complementary", "action_close"):
                with self.subTest(role=role, act=act), self.refused(""):
                    self.rpc(role, exercice, act, exercice.ids)
        self.rpc("manager", exercice, "action_close", exercice.ids)
        for role in LOW_ROLES:
            with self.subTest(role), self.refused(""):
                self.rpc(role, exercice, "action_reopen", exercice.ids)

    def test_low_roles_read_bordereaux_and_change_none(self):
        for role in ("reader", "officer"):
            for method, args in (
                ("write", [self.draft.ids, {"date": "2022-06-01"}]),
                ("unlink", [self.draft.ids]),
                ("create", [{"exercice_id": self.exercice.id}]),
                ("action_add_moves", [self.draft.ids]),
                ("action_export_csv", [self.issued.ids]),
                ("action_export_pes", [self.issued.ids]),
            ):
                with self.subTest(role=role, method=method), self.refused(""):
                    self.rpc(role, self.draft, method, *args)
            self.rpc(role, self.draft, "read", self.draft.ids, ["move_count"])

    def test_low_roles_change_no_cancellation(self):
        order = self.credit_note.titre_cancellation_id
        for role in ("reader", "officer"):
            for method, args in (
                ("write", [order.ids, {"order_reference": "M-1"}]),
                ("action_post_credits", [order.ids]),
            ):
                with self.subTest(role=role, method=method), self.refused(""):
                    self.rpc(role, order, method, *args)

    def test_nobody_calls_the_inner_steps(self):
        for model, method in (
            ("numerian.titre.counter", "_draw"),
            ("numerian.titre.counter", "_reserve"),
            ("numerian.bordereau", "_issue"),
            ("numerian.bordereau", "_import_history"),
            ("account.move", "_import_titres"),
            ("account.move", "_freeze_titres"),
        ):
            with self.subTest(method), self.refused("cannot be called remotely"):
                self.rpc("manager", model, method, [])

    def test_nobody_writes_what_the_acts_give(self):
        posted = self.draft.move_ids
        for records, vals in (
            (self.draft, {"state": "issued", "number": 7}),
            (self.draft, {"cumulative_amount": 1.0}),
            (self.exercice, {"state": "closed"}),
            (self.exercice, {"year": 2030}),
            (posted, {"titre_number": 7}),
            (posted, {"titre_exercice_id": self.exercice_2021.id}),
            (posted, {"bordereau_id": self.issued.id}),
        ):
            with self.subTest(vals), self.refused("", UserError):
                self.rpc("manager", records, "write", records.ids, vals)
        for vals in (
            {"exercice_id": self.exercice.id, "number": 7},
            {"exercice_id": self.exercice.id, "state": "issued"},
        ):
            with self.subTest(vals), self.refused("acts of the bordereau", UserError):
                self.rpc("manager", "numerian.bordereau", "create", vals)

    def test_counters_are_read_only(self):
        counters = self.exercice.counter_ids
        for method, args in (
            ("write", [counters.ids, {"last_number": 10}]),
            ("unlink", [counters.ids]),
        ):
            with self.subTest(method), self.refused(""):
                self.rpc("manager", counters, method, *args)

    def test_clerk_exports_lists(self):
        self.assertTrue(self.users["clerk"].has_group("base.group_allow_export"))
        self.assertFalse(self.users["reader"].has_group("base.group_allow_export"))
