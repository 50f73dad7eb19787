# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A small syndicate with its assemblies, and who works for them; no demo data."""

from contextlib import contextmanager

from odoo.tests import new_test_user

from odoo.addons.numerian_collectivites.tests.accounting import AccountingCase

USERS = {
    "reader": "numerian_collectivites.group_reader",
    "member": "numerian_board.group_member",
    "secretary": "numerian_board.group_secretary",
    "manager": "numerian_board.group_manager",
    "employee": "base.group_user",
    "portal": "base.group_portal",
}
ROLES = ("reader", "member", "secretary", "manager")
CONTEXT = {
    "lang": "fr_FR",
    "tz": "Europe/Paris",
    "tracking_disable": True,
    "no_reset_password": True,
}


class AssemblyCase(AccountingCase):
    """A board of six members since 2020, the first one presides; all in French."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company = cls._make_company("Syndicat d'essai")
        allowed = {"allowed_company_ids": cls.company.ids}
        cls.env = cls.env(context=CONTEXT | allowed)
        cls.company = cls.company.with_env(cls.env)
        cls.users = {
            name: new_test_user(
                cls.env,
                f"{name}@assemblees.test",
                groups=groups,
                lang="fr_FR",
                tz="Europe/Paris",
                company_id=cls.company.id,
            )
            for name, groups in USERS.items()
        }
        cls.board = cls.make_body("Conseil d'administration", "CA", "regie")
        cls.seats = cls.make_mandates(cls.board, *"ABCDEF")
        cls.seats[0].role = "president"

    # Making

    @classmethod
    def make_body(cls, name, code, regime="smf", **vals):
        """Return a body as the manager enters it."""
        regime = cls.env.ref(f"numerian_board.regime_{regime}")
        return cls.as_user("manager", "numerian.body").create(
            {"name": name, "code": code, "regime_id": regime.id} | vals
        )

    @classmethod
    def make_mandates(cls, body, *names, **vals):
        """Return one mandate since 2020 for each name, as the secretary enters it."""
        people = cls.env["res.partner"].create([{"name": name} for name in names])
        return cls.as_user("secretary", "numerian.mandate").create(
            [
                {
                    "body_id": body.id,
                    "partner_id": person.id,
                    "date_start": "2020-07-01",
                    "sequence": rank,
                }
                | vals
                for rank, person in enumerate(people)
            ]
        )

    # Acting and asserting

    @classmethod
    def as_user(cls, name, records):
        """Return records, or a model by its name, as a user sees it."""
        if isinstance(records, str):
            records = cls.env[records]
        return records.with_user(cls.users[name])

    @contextmanager
    def assertRefused(self, message, exception=Exception, unchanged=None):
        """The act is refused with this message, and nothing has changed.

        :param unchanged: a callable that reads what must stay as it was
        """
        before = unchanged() if unchanged else None
        with self.assertRaises(exception) as caught, self.env.cr.savepoint():
            yield caught
        self.env.invalidate_all()
        self.assertIn(message, str(caught.exception))
        if unchanged:
            self.assertEqual(unchanged(), before)
