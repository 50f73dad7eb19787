# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged

from .common import AssemblyCase


@tagged("post_install", "-at_install")
class TestTours(AssemblyCase, HttpCase):
    """A session held by its secretary, in a real browser."""

    def test_session_of_a_secretary(self):
        body = self.make_body("Conseil syndical", "CS")
        names = ("Alice", "Bruno", "Claire", "Denis", "Élise", "Fanny")
        seats = self.make_mandates(body, *names)
        session = self.make_session(["Annulation de titres"], body=body)
        session.write({"chair_id": seats[0].id, "secretary_id": seats[1].id})
        self.start_tour(
            f"/odoo/action-numerian_board.numerian_session_action/{session.id}",
            "numerian_board_session",
            login=self.users["secretary"].login,
        )
        self.assertEqual(session.state, "closed")
        numbered = session.deliberation_ids.filtered("number")
        self.assertRecordValues(
            numbered,
            [{"number": "2022_CS_001", "votes_for": 4, "is_unanimous": True}],
        )
