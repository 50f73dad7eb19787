# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from odoo.addons.numerian_collectivites.tests.rights import RightsMixin

from .common import ROLES
from .meetings import MeetingCase
from .rights import RIGHTS


@tagged("post_install", "-at_install")
class TestSecurity(RightsMixin, MeetingCase):
    """Each role does its work and no more; outsiders see nothing."""

    MODULE = "numerian_board"
    RIGHTS = RIGHTS
    ROLES = ROLES

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.board.college_ids = [Command.create({"name": "Communes"})]
        cls.other = cls._make_company("Autre syndicat")
        cls.stranger = new_test_user(
            cls.env,
            "stranger@assemblees.test",
            groups="numerian_board.group_manager",
            company_id=cls.other.id,
        )
        cls.records = {record._name: record.sudo() for record in cls.get_records()}

    @classmethod
    def get_records(cls):
        """Return a record of each of our models."""
        cls.users["member"].partner_id = cls.seats[0].partner_id
        cls.decision = cls.as_user("secretary", "numerian.decision").create(
            {
                "deliberation_id": cls.deliberation.id,
                "name": "Remise",
                "partner_id": cls.company.partner_id.id,
                "amount": 230.0,
            }
        )
        cls.offer = cls.as_user("secretary", "numerian.loan.offer").create(
            {
                "deliberation_id": cls.deliberation.id,
                "lender_id": cls.company.partner_id.id,
                "principal_amount": 300_000.0,
                "rate": 1.85,
            }
        )
        cls.offer.action_choose()
        subject = cls.env.ref("numerian_board.delegation_subject_contracts")
        cls.power = cls.as_user("secretary", "numerian.delegation").create(
            {
                "deliberation_id": cls.deliberation.id,
                "delegate": "director",
                "director_id": cls.company.partner_id.id,
                "subject_ids": subject.ids,
                "date_start": "2022-06-09",
            }
        )
        with freeze_time("2022-06-01"):
            cls.session.action_convene_by_mail()
        cls.attend(cls.session, cls.seats[:4])
        officers = {"chair_id": cls.seats[0].id, "secretary_id": cls.seats[1].id}
        cls.session.write(officers)
        cls.session.action_open()
        cls.give_proxy(cls.session, cls.seats[4], cls.seats[0])
        cls.deliberation.action_unanimous()
        cls.publish(cls.deliberation)
        delegated = cls.as_user("secretary", "numerian.delegated.decision").create(
            {
                "name": "Marché",
                "delegation_id": cls.power.id,
                "subject_id": subject.id,
                "date": "2022-06-10",
            }
        )
        delegated.action_take()
        template = {"name": "Annulation"}
        return [
            cls.board.regime_id,
            cls.board,
            cls.board.college_ids,
            cls.seats[:1],
            cls.board.standing_item_ids[:1],
            cls.session,
            cls.session.attendance_ids[:1],
            cls.session.proxy_ids,
            cls.item,
            cls.deliberation,
            cls.deliberation.vote_line_ids[:1],
            cls.decision,
            cls.offer,
            cls.offer.line_ids[:1],
            subject,
            cls.session.notice_ids[:1],
            cls.power,
            delegated,
            cls.env["numerian.deliberation.counter"].sudo().search([], limit=1),
            cls.env["numerian.deliberation.template"].create(template),
        ]

    def test_rights_of_each_role(self):
        self.assertRights()
        models = self.get_own_models()
        kept = {name for name in models if not self.env[name]._transient}
        self.assertEqual(kept, set(self.records))
        self.assertTrue(all(self.records.values()))

    def test_everybody_reads_every_field_without_error(self):
        for role in ROLES:
            for model, record in self.records.items():
                with self.subTest(model=model, role=role):
                    self.env.invalidate_all()
                    self.assertTrue(self.as_user(role, record).read())

    def test_outsiders_read_nothing(self):
        for role in ("employee", "portal"):
            for model, record in self.records.items():
                with (
                    self.subTest(model=model, role=role),
                    self.assertRaises(AccessError),
                ):
                    self.as_user(role, record).read(["display_name"])

    def test_manager_of_another_company_sees_nothing(self):
        for model, record in self.records.items():
            if "company_id" not in record._fields:
                continue  # the law is the same for all
            stranger = record.with_user(self.stranger).with_context(
                allowed_company_ids=self.other.ids
            )
            with self.subTest(model):
                self.assertFalse(stranger.search([]) & record)
                with self.assertRaises(AccessError):
                    stranger.read(["display_name"])

    def test_member_reads_the_sessions_of_the_bodies_where_they_sit(self):
        body, _members = self.make_council(3)
        other = self.make_session(["Tarifs"], body=body)
        other.action_convene()
        draft = self.make_session(["Emprunt"], day="2022-06-20")
        for sessions in (other, draft):
            for records in (
                sessions,
                sessions.item_ids,
                sessions.deliberation_ids,
                sessions.attendance_ids,
            ):
                member = self.as_user("member", records)
                with self.subTest(records._name):
                    self.assertFalse(member.search([("id", "in", records.ids)]))
                    for role in ("reader", "secretary"):
                        everybody = self.as_user(role, records)
                        found = everybody.search([("id", "in", records.ids)])
                        self.assertEqual(len(found), len(records))
