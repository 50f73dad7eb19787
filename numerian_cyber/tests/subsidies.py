# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The programme of the minutes of 7 June 2022, for the tests of subsidies."""

from freezegun import freeze_time

from .common import CyberCase


@freeze_time("2022-06-08 10:00:00")
class SubsidyCase(CyberCase):
    """The day after the vote: requests are taken until 30 June 2022."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.funder = cls.env["res.partner"].create({"name": "ANSSI"})
        cls.program = cls.make_program()

    @classmethod
    def make_program(cls, **vals):
        """Return a programme as the manager enters it."""
        return cls.as_user("manager", "numerian.subsidy.program").create(
            {
                "name": "France Relance",
                "funder_id": cls.funder.id,
                "amount_per_unit": 0.22,
                "application_deadline": "2022-06-30",
                "company_id": cls.company.id,
            }
            | vals
        )

    @classmethod
    def make_grant(cls, name="Burzet", staff=100, program=None, **vals):
        """Return the grant of a new authority, as the officer enters it."""
        partner = cls.make_authority(name, staff_count=staff)
        return cls.as_user("officer", "numerian.subsidy.grant").create(
            {"program_id": (program or cls.program).id, "partner_id": partner.id} | vals
        )

    def steps(self, grant):
        """Return what a refusal leaves as it was."""
        names = ("requested", "granted", "received")
        return (grant.state, *(grant[f"{name}_amount"] for name in names))
