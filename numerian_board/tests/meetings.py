# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A session of the board of six members."""

from .common import AssemblyCase


class MeetingCase(AssemblyCase):
    """A session of 7 June 2022 with one item, convened on 1 June: five clear days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session = cls.make_session(["Annulation de titres"])
        cls.item = cls.session.item_ids.filtered(lambda i: i.kind == "deliberation")
        cls.deliberation = cls.item.deliberation_id

    @classmethod
    def make_council(cls, number):
        """Return another body, of the CGCT's rules, and the mandates of its members."""
        body = cls.make_body("Comité syndical", "CS")
        return body, cls.make_mandates(body, *(f"M{n:02}" for n in range(number)))

    def settle(self, session):
        """Let the session take note of whatever is left."""
        session.deliberation_ids.filtered(lambda d: not d.outcome).action_take_note()
