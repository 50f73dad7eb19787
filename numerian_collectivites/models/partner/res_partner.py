# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...core.insee_code import POPULATION_YEAR, departement_of, find_commune, normalise

AUTHORITY_KINDS = [
    ("commune", "Commune"),
    ("epci", "Inter-municipal body (EPCI)"),
    ("syndicat", "Joint authority"),
    ("departement", "Département"),
    ("region", "Region"),
    ("ccas", "Social action centre (CCAS)"),
    ("other", "Other"),
]


class ResPartner(models.Model):
    """A local authority as INSEE and SIRENE know it: the debtor of the invoices."""

    _inherit = "res.partner"

    is_local_authority = fields.Boolean(string="Local authority", tracking=True)
    authority_kind = fields.Selection(
        AUTHORITY_KINDS,
        string="Kind of authority",
        compute="_compute_authority_kind",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        tracking=True,
    )
    insee_code = fields.Char(
        string="INSEE code",
        index="btree_not_null",
        tracking=True,
        copy=False,
        help="Five characters, 07045 or 2A004. For an authority that is not a commune, "
        "the code of the commune of its seat.",
    )
    departement_code = fields.Char(
        string="Département",
        compute="_compute_departement_code",
        store=True,
    )
    company_registry = fields.Char(tracking=True)
    authority_warning = fields.Char(compute="_compute_authority_warning")

    @property
    def _rec_names_search(self):
        return [*super()._rec_names_search, "insee_code"]

    @api.model
    def default_get(self, fields):
        """Write to a local authority in French, whatever the user reads."""
        values = super().default_get(fields)
        french = self.env["res.lang"]._get_data(code="fr_FR")
        if "lang" in fields and values.get("is_local_authority") and french:
            values["lang"] = "fr_FR"
        return values

    @api.depends("is_local_authority")
    def _compute_authority_kind(self):
        for partner in self:
            if not partner.is_local_authority:
                partner.authority_kind = False
            elif not partner.authority_kind:
                partner.authority_kind = "commune"

    @api.depends("insee_code")
    def _compute_departement_code(self):
        for partner in self:
            code = normalise(partner.insee_code or "")
            partner.departement_code = departement_of(code) or False

    @api.depends("insee_code", "company_registry", "authority_kind")
    def _compute_authority_warning(self):
        """Say when the SIRET is not that of the commune: the wrong debtor, perhaps."""
        for partner in self:
            partner.authority_warning = partner._get_siren_warning()

    def _get_siren_warning(self):
        self.ensure_one()
        siren = (self.company_registry or "").replace(" ", "")[:9]
        if self.authority_kind != "commune" or not (siren and self.insee_code):
            return False
        commune = find_commune(self.insee_code)
        if not commune or not commune.siren or commune.siren == siren:
            return False
        return self.env._(
            "SIREN %(siren)s is not the one INSEE gives to %(commune)s (%(code)s): "
            "%(official)s. Check the SIRET before billing.",
            siren=siren,
            commune=commune.name,
            code=commune.code,
            official=commune.siren,
        )

    @api.onchange("insee_code")
    def _onchange_insee_code(self):
        """Fill what INSEE knows of a commune, where nothing is entered yet."""
        commune = find_commune(self.insee_code or "")
        if not commune or commune.current_code:
            return
        self.insee_code = commune.code
        if self.authority_kind == "commune":
            self.name = self.name or commune.name
            self.city = self.city or commune.name
            self.company_registry = self.company_registry or commune.siren
            if not self.population and commune.population:
                self.population = commune.population
                self.population_year = POPULATION_YEAR

    @api.constrains("insee_code", "active", "membership_until")
    def _check_insee_code(self):
        for partner in self.filtered("insee_code"):
            partner._check_commune_exists()

    def _check_commune_exists(self):
        self.ensure_one()
        commune = find_commune(self.insee_code)
        if not commune:
            raise ValidationError(
                self.env._(
                    "%(partner)s: no commune has the INSEE code %(code)s. Enter the "
                    "five characters of the official list, 07045 or 2A004 for example.",
                    partner=self.name,
                    code=self.insee_code,
                )
            )
        # A former commune keeps its code once it is archived or has left.
        if commune.current_code and self.active and not self.membership_until:
            current = find_commune(commune.current_code)
            raise ValidationError(
                self.env._(
                    "%(partner)s: the INSEE code %(code)s is no longer in use. Enter "
                    "%(current)s (%(commune)s), or the end of its membership first.",
                    partner=self.name,
                    code=commune.code,
                    current=current.code,
                    commune=current.name,
                )
            )

    @api.constrains("insee_code", "authority_kind", "active", "company_id")
    def _check_commune_is_unique(self):
        communes = self.filtered(
            lambda p: p.active and p.insee_code and p.authority_kind == "commune"
        )
        for commune in communes:
            twin = self.search(commune._get_twin_domain(), limit=1)
            if twin:
                raise ValidationError(
                    self.env._(
                        "The commune %(code)s already exists: open %(twin)s instead "
                        "of creating %(partner)s, or archive one of the two.",
                        code=commune.insee_code,
                        twin=twin.display_name,
                        partner=commune.name,
                    )
                )

    def _get_twin_domain(self):
        """Domain of the other active partners that are the same commune."""
        self.ensure_one()
        domain = (
            Domain("active", "=", True)
            & Domain("insee_code", "=", self.insee_code)
            & Domain("authority_kind", "=", "commune")
            & Domain("id", "!=", self.id)
        )
        if self.company_id:
            domain &= Domain("company_id", "in", [False, self.company_id.id])
        return domain

    @api.constrains("company_registry", "country_id", "parent_id", "vat")
    def _check_siret(self):
        """Add to OCA's refusal what to do about it."""
        try:
            return super()._check_siret()
        except ValidationError as error:
            raise ValidationError(
                self.env._(
                    "%(refusal)s\nTake the 14 digits of the SIRET from the authority's "
                    "letterhead or from annuaire-entreprises.data.gouv.fr.",
                    refusal=error.args[0],
                )
            ) from error

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalise_vals(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._normalise_vals(vals))

    @api.model
    def _normalise_vals(self, vals):
        """Return values as stored: INSEE's writing; an authority is an organisation."""
        vals = dict(vals)
        if vals.get("insee_code"):
            vals["insee_code"] = normalise(vals["insee_code"])
        if vals.get("is_local_authority"):
            vals["is_company"] = True
        return vals

    @api.model
    def get_import_templates(self):
        if self.env.context.get("default_is_local_authority"):
            return [
                {
                    "label": self.env._("Import template for local authorities"),
                    "template": "/numerian_collectivites/static/xls/collectivites.xlsx",
                }
            ]
        return super().get_import_templates()
