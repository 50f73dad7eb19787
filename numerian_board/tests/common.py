# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A small syndicate with its assemblies, and who works for them; no demo data."""

from odoo import Command

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


class AssemblyMaker:
    """Makes bodies and sessions, for a test case that has a company and users."""

    MANAGER = "manager"

    @classmethod
    def make_body(cls, name, code, regime="smf", **vals):
        """Return a body as the manager of the assemblies enters it."""
        regime = cls.env.ref(f"numerian_board.regime_{regime}")
        return cls.as_user(cls.MANAGER, "numerian.body").create(
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

    @classmethod
    def make_session(cls, titles=(), day="2022-06-07", body=None, **vals):
        """Return a draft session at 17:30 in Paris, as the secretary prepares it."""
        session = cls.as_user("secretary", "numerian.session").create(
            {
                "body_id": (body or cls.board).id,
                "date_planned": f"{day} 15:30:00",
                "notice_sent_on": "2022-06-01",
            }
            | vals
        )
        session.item_ids = [Command.create({"name": title}) for title in titles]
        return session

    @classmethod
    def attend(cls, session, mandates, status="present"):
        rows = session.attendance_ids.filtered(lambda a: a.mandate_id in mandates)
        rows.status = status

    @classmethod
    def open_session(cls, session, present):
        """Convene, record who is there (the first one chairs), open."""
        session.action_convene()
        cls.attend(session, present)
        session.write({"chair_id": present[0].id, "secretary_id": present[1].id})
        session.action_open()

    @classmethod
    def give_proxy(cls, session, giver, holder):
        return cls.as_user("secretary", "numerian.proxy").create(
            {"session_id": session.id, "giver_id": giver.id, "holder_id": holder.id}
        )

    @classmethod
    def publish(cls, deliberation, day="2022-06-09"):
        deliberation.write({"received_on": day, "published_on": day})


class AssemblyCase(AssemblyMaker, AccountingCase):
    """A board of six members since 2020, the first one presides; all in French."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company = cls._make_company("Syndicat d'essai")
        allowed = {"allowed_company_ids": cls.company.ids}
        cls.env = cls.env(context=CONTEXT | allowed)
        cls.company = cls.company.with_env(cls.env)
        cls.users = cls._make_users(USERS, "assemblees.test")
        cls.board = cls.make_body("Conseil d'administration", "CA", "regie")
        cls.seats = cls.make_mandates(cls.board, *"ABCDEF")
        cls.seats[0].role = "president"
