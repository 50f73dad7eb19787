# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ...core import billing_ledger as ledger
from ...core.discrepancy_life import (
    CORRECTABLE,
    DISMISSED,
    Figures,
    is_remainder,
    next_state,
)
from ...core.proration import to_decimal
from ..scheduled import run_each
from .numerian_billing_discrepancy import REVIEW

FIGURES = ["due_amount", "billed_amount", "amount"]  # in the order of ``Figures``


class NumerianBillingDiscrepancy(models.Model):
    """Finding, and following: the ledger read again moves the states on."""

    _inherit = "numerian.billing.discrepancy"

    @api.model
    def _cron_refresh(self):
        """Review each company once a day, alone; the failing one does not stop others.

        Those that time did not allow are reviewed when the scheduled action resumes.
        """
        companies = self.env["res.company"].search(
            self.env["res.company"]._get_to_review_domain(),
            order="discrepancy_review_date NULLS FIRST, id",
        )
        run_each(
            companies,
            lambda company: company._review_discrepancies(),
            lambda company, error: company._record_review_error(error),
        )

    def action_refresh(self):
        """Look for discrepancies again, then show those to handle."""
        self.check_access("write")
        for company in self.env.companies:
            self._refresh(company)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_billing_discrepancy_action"
        )

    @api.model
    def _refresh(self, company, until=None):
        """Bring the review in line with the ledger; return what is new.

        :param until: looks at the exercices that begin on this day or earlier; today
            when not given
        """
        until = until or fields.Date.context_today(self)
        contracts = self.env["contract.contract"].search(
            [("company_id", "=", company.id), ("generation_type", "=", "campaign")]
        )
        found = self._find(contracts, until)
        known = self.search(self._get_looked_at_domain(contracts, company, until))
        slots = {discrepancy._get_slot() for discrepancy in known}
        known._follow(found)
        return self._create_found(
            [vals for slot, vals in found.items() if slot not in slots]
        )

    @api.model
    def _get_looked_at_domain(self, contracts, company, until):
        """Return the domain of what the ledger, read so far, says something about."""
        since = self.env["numerian.billing.ledger"]._get_floor(company)
        return [
            ("contract_id", "in", contracts.ids),
            ("period_end", ">=", since),
            ("period_start", "<=", until),
        ]

    def _create_found(self, vals_list):
        created = self.with_context(
            discrepancy_review=REVIEW, tracking_disable=True
        ).create(vals_list)
        created = created.with_env(self.env)
        created._message_log_batch(
            {
                discrepancy.id: discrepancy._get_found_message()
                for discrepancy in created
            }
        )
        return created

    @api.model
    def _find(self, contracts, until):
        """Return the values of each discrepancy by slot."""
        if not contracts:
            return {}
        company = contracts.company_id
        deltas = self.env["numerian.billing.ledger"]._get_deltas(contracts, None, until)
        past_years = {y for y in self._get_campaign_years(company) if y < until.year}
        # What no campaign has billed yet is not an error.
        return self._prepare_found(
            [d for d in deltas if d.billed.amount or d.period.first.year in past_years],
            company,
        )

    @api.model
    def _prepare_found(self, deltas, company):
        years = {delta.period.first.year for delta in deltas}
        exercices = {year: self._get_exercice(year, company) for year in sorted(years)}
        return {
            (delta.line_id, delta.period.first): self._prepare_vals(delta, company)
            | {"exercice_id": exercices[delta.period.first.year].id}
            for delta in deltas
        }

    @api.model
    def _get_campaign_years(self, company):
        """Return the years that campaigns have billed."""
        campaigns = self.env["numerian.billing.campaign"].search(
            [("company_id", "=", company.id), ("state", "in", ("running", "done"))]
        )
        return set(campaigns.exercice_id.mapped("year"))

    @api.model
    def _get_exercice(self, year, company):
        # sudo: whoever looks at the past may need an exercice that nobody opened
        return self.env["numerian.exercice"].sudo()._get_or_create(year, company)

    @api.model
    def _prepare_vals(self, delta, company):
        terms = delta.terms
        full = ledger.whole_period(terms, delta.period) if terms else delta.due
        return {
            "company_id": company.id,
            "contract_line_id": delta.line_id,
            "period_start": delta.period.first,
            "period_end": delta.period.last,
            "kind": ledger.classify(delta, terms, full),
            "due_amount": float(delta.due),
            "billed_amount": float(delta.billed.amount),
            "amount": float(delta.amount),
        }

    # Following

    def _follow_documents(self):
        """Read the ledger again for these periods only: their documents changed."""
        book = self.env["numerian.billing.ledger"]
        for company, discrepancies in self.grouped("company_id").items():
            floor = book._get_floor(company)
            discrepancies = discrepancies.filtered(
                lambda d, floor=floor: d.period_end >= floor
            )
            if discrepancies:
                days = discrepancies.mapped("period_start")
                deltas = book._get_deltas(
                    discrepancies.contract_id, min(days), max(days)
                )
                slots = {discrepancy._get_slot() for discrepancy in discrepancies}
                deltas = [d for d in deltas if (d.line_id, d.period.first) in slots]
                discrepancies._follow(self._prepare_found(deltas, company))

    def _follow(self, found):
        """Take the state that the ledger says, and tell what changed.

        :param found: the values of each slot that is wrong; absent = settled
        """
        messages = {}
        for discrepancy in self:
            vals = found.get(discrepancy._get_slot())
            changes = discrepancy._get_followed_vals(vals)
            if any(name in changes for name in FIGURES):
                messages[discrepancy.id] = discrepancy._get_change_message(changes)
            if changes:
                discrepancy._decide(changes)
        if messages:
            self.browse(messages)._message_log_batch(messages)

    def _get_followed_vals(self, found):
        """Return what changes, empty when nothing does."""
        held = self._get_figures()
        now = found and self._to_figures(found)
        has_draft = any(move.state == "draft" for move in self.move_ids)
        state = next_state(self.state, self.former_state or None, held, now, has_draft)
        vals = (found or {}) | {"state": state}
        if now and self.move_ids and is_remainder(held, now):
            vals["kind"] = (
                self.kind
            )  # corrected in part, it is wrong for the same reason
        if state in CORRECTABLE:
            vals["former_state"] = False
        if state != DISMISSED:
            vals["dismiss_reason"] = False
        return {
            name: value
            for name, value in vals.items()
            if self._will_change(name, value)
        }

    def _will_change(self, name, value):
        field = self._fields[name]
        new = field.convert_to_cache(value, self)
        return field.convert_to_record(new, self) != self[name]

    @api.model
    def _to_figures(self, vals):
        return Figures(*(to_decimal(vals[name]) for name in FIGURES))

    # Telling

    def _get_found_message(self):
        return self.env._(
            "Found: due %(due)s, billed %(billed)s, difference %(amount)s excl. VAT.",
            due=self._format(self.due_amount),
            billed=self._format(self.billed_amount),
            amount=self._format(self.amount),
        )

    def _get_change_message(self, vals):
        """Tell the old figures and the new ones, and that it is open again."""
        title = self.env._("The figures have changed.")
        if self.state != "open":
            title = self.env._("The figures have changed: it is open again.")
        rows = Markup().join(
            Markup("<li>%s</li>") % self._get_change_text(name, vals.get(name))
            for name in FIGURES
            if name in vals
        )
        return Markup("%s<ul>%s</ul>") % (title, rows)

    def _get_change_text(self, name, value):
        return self.env._(
            "%(label)s: %(old)s → %(new)s",
            label=self._fields[name].get_description(self.env)["string"],
            old=self._format(self[name]),
            new=self._format(value),
        )

    def _format(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)
