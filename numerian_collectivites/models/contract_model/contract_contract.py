# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ...core import merge_fields
from .contract_template import TRACE

MODEL_ONLY = (
    *TRACE,
    *("validation_remark", "clause_ids", "version", "previous_version_id"),
)


class ContractContract(models.Model):
    """A contract says what its model says, with its own parties and dates."""

    _inherit = "contract.contract"

    # OCA's contract inherits from its model: these are read there, never its own.
    clause_ids = fields.One2many(related="contract_template_id.clause_ids", copy=False)
    family_ids = fields.Many2many(
        "numerian.service.family",
        "contract_contract_family_rel",
        "contract_id",
        "family_id",
    )

    @property
    def NO_SYNC(self):
        return [*super().NO_SYNC, *MODEL_ONLY]

    @api.constrains("contract_template_id")
    def _check_model_not_withdrawn(self):
        # sudo: the rule holds for whoever makes contracts
        for model in self.contract_template_id.sudo():
            if model.validation_state == "withdrawn":
                raise UserError(
                    self.env._(
                        "The model “%(model)s” is withdrawn: contracts made from it "
                        "stay, no new one is made.",
                        model=model.name,
                    )
                )

    def _get_document_clauses(self):
        """Return the clauses of the contract, merged: ``[(title, Markup)]``."""
        self.ensure_one()
        values = self._get_merge_values()
        return [
            (
                Markup(merge_fields.merge(clause.title, values)).unescape(),
                Markup(merge_fields.merge(clause.body, values)),  # sanitised, escaped
            )
            for clause in self.contract_template_id.clause_ids
        ]

    def _get_merge_values(self):
        self.ensure_one()
        partner, company = self.commercial_partner_id, self.company_id
        first, last = self._get_service_span()
        return {
            "collectivite.nom": partner.name or "",
            "collectivite.siret": partner.company_registry or "",
            "collectivite.adresse": partner._display_address(True).replace("\n", ", "),
            "syndicat.nom": company.name,
            "syndicat.siret": company.company_registry or "",
            "contrat.nom": self.name,
            "contrat.reference": self.code or "",
            "contrat.debut": self._format_day(first),
            "contrat.fin": self._format_day(last),
            "contrat.duree_mois": str(self.duration_months),
            "contrat.preavis_mois": str(self.notice_months),
        }

    def _get_service_span(self):
        """Return the first and last day of its services; no last day: it goes on."""
        lines = self.contract_line_ids.filtered(
            lambda line: line.date_start and not line.is_canceled
        )
        ends = lines.mapped("date_end")
        return (
            min(lines.mapped("date_start"), default=False),
            max(ends) if ends and all(ends) else False,
        )

    def _format_day(self, day):
        return format_date(self.env, day, date_format="dd/MM/yyyy") if day else ""

    def _get_terms_sentences(self):
        """Return its duration, renewal and notice, as sentences of the document."""
        self.ensure_one()
        return [
            *self._get_duration_sentences(),
            *self._get_renewal_sentences(),
            *self._get_notice_sentences(),
        ]

    def _get_duration_sentences(self):
        if not self.duration_months:
            return []
        return [self.env._("Duration: %(n)s months.", n=self.duration_months)]

    def _get_renewal_sentences(self):
        if self.renewal == "none":
            return [self.env._("The contract is not renewed at its end.")]
        if self.renewal == "tacit":
            return [
                self.env._(
                    "Tacit renewal, for %(n)s months at a time.", n=self.renewal_months
                )
            ]
        if self.renewal == "express":
            return [self.env._("Renewal by an express agreement of both parties only.")]
        return []

    def _get_notice_sentences(self):
        if not self.notice_months:
            return []
        return [self.env._("Notice: %(n)s months.", n=self.notice_months)]
