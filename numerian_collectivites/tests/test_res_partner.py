# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import BillingCase

BURZET = "07045"
SIREN_BURZET = "210700456"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestResPartner(BillingCase):
    """The identity of a local authority; the list of INSEE is tested in tests/unit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.france = cls.env.ref("base.fr")
        cls.burzet = cls.make_authority(
            "Burzet", insee_code=BURZET, country_id=cls.france.id
        )

    def create_as_officer(self, **vals):
        return self.as_user("officer", "res.partner").create(
            {"name": "Essai", "is_local_authority": True} | vals
        )

    def assert_refused(self, message, **vals):
        """Check that the officer reads the message and that Burzet does not change."""
        with self.assertRefused(
            message, ValidationError, unchanged=lambda: self.burzet.read(list(vals))
        ):
            self.as_user("officer", self.burzet).write(vals)

    def assert_refused_by_database(self, message, **vals):
        """The same for a constraint of the database, in the words the user reads."""
        burzet = self.as_user("officer", self.burzet)
        before = self.burzet.read(list(vals))
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as refusal,
            self.env.cr.savepoint(),
        ):
            burzet.write(vals)
            burzet.flush_recordset()
        self.assertRegex(burzet._sql_error_to_message(refusal.exception), message)
        self.burzet.invalidate_recordset()
        self.assertEqual(self.burzet.read(list(vals)), before)

    # INSEE code

    def test_code_is_kept_as_insee_writes_it(self):
        bastia = self.create_as_officer(insee_code=" 2b033 ")
        self.assertEqual((bastia.insee_code, bastia.departement_code), ("2B033", "2B"))
        accons = self.create_as_officer(insee_code="7001")
        self.assertEqual((accons.insee_code, accons.departement_code), ("07001", "07"))

    def test_unknown_code_is_refused(self):
        self.assert_refused(
            "Burzet : aucune commune n'a le code INSEE 07999. Saisissez les cinq",
            insee_code="07999",
        )

    def test_code_too_long_is_refused_rather_than_cut(self):
        self.assert_refused(
            "aucune commune n'a le code INSEE 070451", insee_code="070451"
        )

    def test_former_code_is_refused_with_the_current_one(self):
        self.assert_refused(
            "le code INSEE 07016 n'est plus en usage. Saisissez 07011 (Vallées-d'Antr",
            insee_code="07016",
        )

    def test_commune_that_has_left_keeps_its_former_code(self):
        asperjoc = self.create_as_officer(
            insee_code="07016",
            membership_since="2015-01-01",
            membership_until="2018-12-31",
        )
        self.assertEqual(asperjoc.insee_code, "07016")

    def test_second_partner_for_a_commune_is_refused(self):
        with self.assertRaisesRegex(
            ValidationError, "La commune 07045 existe déjà : ouvrez Burzet"
        ):
            self.create_as_officer(insee_code=BURZET, name="Mairie de Burzet")

    def test_social_action_centre_shares_the_code_of_its_commune(self):
        ccas = self.create_as_officer(insee_code=BURZET, authority_kind="ccas")
        self.assertEqual(ccas.insee_code, BURZET)

    def test_commune_can_be_entered_again_once_the_first_is_archived(self):
        self.burzet.active = False
        partner = self.as_user("officer", "res.partner").with_context(active_test=False)
        partner.create(
            {"name": "Burzet", "is_local_authority": True, "insee_code": BURZET}
        )
        with self.assertRaisesRegex(ValidationError, "existe déjà"):
            self.burzet.active = True

    def test_code_fills_the_form_of_a_commune(self):
        form = Form(
            self.as_user("officer", "res.partner").with_context(
                default_is_local_authority=True, default_is_company=True
            )
        )
        form.insee_code = "7001"
        self.assertEqual(form.insee_code, "07001")
        self.assertEqual(form.name, "Accons")
        self.assertEqual(form.company_registry, "210700019")
        self.assertEqual((form.population, form.population_year), (361, 2023))

    def test_code_never_overwrites_what_is_entered(self):
        with Form(self.as_user("officer", self.burzet)) as form:
            form.population = 500
            form.insee_code = "07001"
        self.assertEqual((self.burzet.name, self.burzet.population), ("Burzet", 500))

    # SIRET

    def test_siret_with_a_wrong_key_is_refused(self):
        self.assert_refused(
            "La clé de contrôle est incorrecte.\nReprenez les 14 chiffres du SIRET",
            company_registry="21070045600011",
        )

    def test_siret_of_another_commune_raises_a_warning(self):
        self.burzet.company_registry = SIREN_BURZET
        self.assertFalse(self.burzet.authority_warning)
        self.burzet.company_registry = "210700019"
        self.assertRegex(
            self.burzet.authority_warning,
            r"210700019 n'est pas celui de Burzet \(07045\) pour l'INSEE : 210700456",
        )

    # Kind, EPCI, counts, membership

    def test_authority_is_an_organisation_and_a_commune_by_default(self):
        mayor = self.create_as_officer(is_company=False)
        self.assertTrue(mayor.is_company)
        self.assertEqual(mayor.authority_kind, "commune")
        mayor.is_local_authority = False
        self.assertFalse(mayor.authority_kind)

    def test_epci_must_be_an_epci(self):
        accons = self.create_as_officer(name="Accons")
        self.assert_refused("Accons n'est pas un EPCI", epci_id=accons.id)

    def test_epci_with_members_keeps_its_kind(self):
        epci = self.create_as_officer(name="CA Privas", authority_kind="epci")
        self.burzet.epci_id = epci
        self.assertEqual(epci.epci_member_ids, self.burzet)
        with self.assertRaisesRegex(ValidationError, "CA Privas n'est pas un EPCI"):
            epci.authority_kind = "syndicat"

    def test_epci_is_not_a_member_of_itself(self):
        epci = self.create_as_officer(name="CA Privas", authority_kind="epci")
        with self.assertRaisesRegex(ValidationError, "ne peut pas être membre de lui"):
            epci.epci_id = epci

    def test_count_below_zero_is_refused(self):
        self.assert_refused_by_database("saisissez zéro ou plus", workstation_count=-1)

    def test_membership_that_ends_before_it_starts_is_refused(self):
        self.assert_refused_by_database(
            "corrigez l'une des deux dates",
            membership_since="2022-01-01",
            membership_until="2021-12-31",
        )

    def test_member_from_the_first_to_the_last_day(self):
        cases = [
            ("2026-11-23", False, True),
            ("2026-11-24", False, False),
            ("2020-01-01", "2026-11-23", True),
            ("2020-01-01", "2026-11-22", False),
            (False, False, False),
        ]
        for since, until, member in cases:
            with self.subTest(since=since, until=until):
                self.burzet.membership_since = since
                self.burzet.membership_until = until
                self.assertEqual(self.burzet.is_member, member)
                for value in (True, False):
                    domain = [("id", "=", self.burzet.id), ("is_member", "=", value)]
                    found = self.env["res.partner"].search_count(domain)
                    self.assertEqual(bool(found), member == value)

    # Search, defaults, rights

    def test_authority_is_found_by_its_code_and_its_siret(self):
        self.burzet.company_registry = SIREN_BURZET
        partner = self.as_user("reader", "res.partner")
        for text in (BURZET, SIREN_BURZET, "burz"):
            with self.subTest(text=text):
                self.assertIn(self.burzet.id, dict(partner.name_search(text)))

    def test_new_authority_reads_french(self):
        self.env["ir.default"].set("res.partner", "lang", "en_US")
        partner = self.env["res.partner"].with_context(default_is_local_authority=True)
        self.assertEqual(partner.create({"name": "Accons"}).lang, "fr_FR")

    def test_reader_reads_and_officer_writes(self):
        reader = self.as_user("reader", self.burzet)
        self.assertEqual(reader.insee_code, BURZET)
        with self.assertRaises(AccessError):
            reader.staff_count = 12
        self.as_user("officer", self.burzet).staff_count = 12
        self.assertEqual(self.burzet.staff_count, 12)
