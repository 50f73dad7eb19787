# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two authorities and a phishing test of their staff."""

from base64 import b64encode

from freezegun import freeze_time

from .common import CyberCase

RESULTS = (
    "id,status,ip,send_date,reported,email,first_name,last_name,position",
    "a,Submitted Data,,,false,anne@brossainc.fr,Anne,Roux,Secrétaire",
    "b,Clicked Link,,,true,bruno@brossainc.fr,Bruno,Faure,",
    "c,Email Opened,,,false,chloe@brossainc.fr,Chloé,Blanc,",
    "d,Email Sent,,,true,denis@brossainc.fr,Denis,Roche,",
    "e,Error,,,false,parti@brossainc.fr,,,",
    "f,Clicked Link,,,false,mairie.burzet@orange.fr,Élise,Vidal,",
)


@freeze_time("2022-10-10 10:00:00")
class AwarenessCase(CyberCase):
    """Brossainc has its own domain; Burzet one public address."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.brossainc = cls.make_authority("Brossainc", email="mairie@brossainc.fr")
        cls.burzet = cls.make_authority("Burzet", email="mairie.burzet@orange.fr")
        cls.awareness = cls.make_awareness()

    @classmethod
    def make_awareness(cls, **vals):
        return cls.as_user("officer", "numerian.cyber.awareness").create(
            {"name": "Octobre 2022", "date": "2022-10-03", "company_id": cls.company.id}
            | vals
        )

    @classmethod
    def make_import(cls, lines=RESULTS, awareness=None, user="officer", **vals):
        """Return the import of a file, read already."""
        wizard = cls.as_user(user, "numerian.cyber.awareness.import").create(
            {
                "awareness_id": (awareness or cls.awareness).id,
                "file": b64encode("\n".join(lines).encode()),
            }
            | vals
        )
        wizard.action_preview()
        return wizard

    @classmethod
    def result_of(cls, partner, awareness=None):
        results = (awareness or cls.awareness).result_ids
        return results.filtered(lambda result: result.partner_id == partner)

    @classmethod
    def read_counts(cls, partner):
        result = cls.result_of(partner)
        names = ("sent", "opened", "clicked", "submitted", "reported")
        return tuple(result[f"{name}_count"] for name in names)
