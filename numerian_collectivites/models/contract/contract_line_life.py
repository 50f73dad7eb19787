# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import format_date

from .contract_line import PRICE_FIELDS, RULE_TYPES
from .numerian_contract_line_price import CORRECTION

PERIODS_OF_RULES = {rule: period for period, rule in RULE_TYPES.items()}
LOGGED_FIELDS = [
    "product_id",
    "date_start",
    "date_end",
    "billing_period",
    "price_period",
    "proration",
    "is_canceled",
    "price_unit",
    "quantity",
    "discount",
    "no_indexation",
]
# What a successor does not inherit: it has its own history.
OWN_FIELDS = [
    "price_version_ids",
    "adjustment_ids",
    "billing_move_line_ids",
    "duplicate_line_ids",
    "duplicate_notice",
    "is_billed",
    "billed_amount",
    "last_billed_day",
    "renewal_error",
]


class ContractLine(models.Model):
    """The life of a campaign line: created, changed, stopped, succeeded, corrected."""

    _inherit = "contract.line"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._adopt_rule_type(vals)
        lines = super().create(vals_list)
        campaign = lines._filter_campaign()
        campaign.filtered(
            lambda line: not line.price_version_ids
        )._store_price_version()
        campaign._mirror_price_version()
        campaign._billing_changed()
        return lines

    def _adopt_rule_type(self, vals):
        """OCA's recurrence, given without our period, decides the period."""
        rule = vals.get("recurring_rule_type")
        if rule in PERIODS_OF_RULES and "billing_period" not in vals:
            vals["billing_period"] = PERIODS_OF_RULES[rule]

    def write(self, vals):
        campaign = self._filter_campaign()
        if not campaign:
            return super().write(vals)
        others = self - campaign
        if others:
            super(ContractLine, others).write(vals)
        return campaign._write_campaign(dict(vals))

    def _write_campaign(self, vals):
        # OCA's actions write the next date: here it is always derived.
        vals.pop("recurring_next_date", None)
        self._adopt_rule_type(vals)
        self._check_frozen(vals)
        before = self._snapshot(vals)
        result = super().write(vals)
        if PRICE_FIELDS & set(vals) and not self._is_mirroring():
            self._store_price_version()
        self._billing_changed()
        self._log_changes(before)
        return result

    def _snapshot(self, vals):
        """Return the logged values that a write touches, as people read them."""
        if self._is_mirroring():
            return {}
        names = [name for name in LOGGED_FIELDS if name in vals]
        return {line: line._get_texts(names) for line in self if names}

    def _is_mirroring(self):
        """Whether OCA's price is being copied from the version of today."""
        return self.env.context.get("price_mirror") is CORRECTION

    def _get_texts(self, names):
        return {name: self._get_text(self._fields[name]) for name in names}

    def _get_text(self, field):
        value = self[field.name]
        if field.type == "date":
            return format_date(self.env, value)
        return field.convert_to_export(value, self)

    def _log_changes(self, before):
        """Tell on the contract who changed what: a dispute may arise years later."""
        for line, old in before.items():
            new = line._get_texts(list(old))
            line._post_changes(
                (self._get_label(n), old[n], new[n]) for n in old if new[n] != old[n]
            )

    def _get_label(self, name):
        return self._fields[name].get_description(self.env)["string"]

    def _post_changes(self, changes):
        """Post ``(label, old, new)`` on the contract, if there is any."""
        rows = [Markup("<li>%s: %s → %s</li>") % change for change in changes]
        if rows:
            self.contract_id.message_post(
                body=Markup("<b>%s</b><ul>%s</ul>") % (self.name, Markup("").join(rows))
            )

    # OCA's actions: they accept ISO strings (RPC) and work on billed lines

    def stop(self, date_end, manual_renew_needed=False, post_message=True):
        date_end = fields.Date.to_date(date_end)
        for line in self._filter_campaign():
            if line.is_billed and date_end < line.date_start:
                raise ValidationError(
                    self.env._(
                        "%(line)s is billed and starts after %(date)s: if the service "
                        "was never used, a manager says so with “Correct”.",
                        line=line.name,
                        date=date_end.strftime("%d/%m/%Y"),
                    )
                )
        return super().stop(
            date_end, manual_renew_needed=manual_renew_needed, post_message=post_message
        )

    def stop_plan_successor(self, date_start, date_end, is_auto_renew):
        return super().stop_plan_successor(
            fields.Date.to_date(date_start),
            fields.Date.to_date(date_end),
            is_auto_renew,
        )

    def plan_successor(
        self,
        date_start,
        date_end,
        is_auto_renew,
        recurring_next_date=False,
        post_message=True,
    ):
        successors = super().plan_successor(
            fields.Date.to_date(date_start),
            fields.Date.to_date(date_end),
            is_auto_renew,
            recurring_next_date=fields.Date.to_date(recurring_next_date),
            post_message=post_message,
        )
        successors._filter_campaign()._inherit_price_versions()
        return successors

    def _prepare_value_for_plan_successor(
        self, date_start, date_end, is_auto_renew, recurring_next_date=False
    ):
        values = super()._prepare_value_for_plan_successor(
            date_start, date_end, is_auto_renew, recurring_next_date
        )
        for name in OWN_FIELDS:
            values.pop(name, None)
        return values

    def _inherit_price_versions(self):
        """A successor starts at the price of its first day, and keeps later ones."""
        for line in self:
            line._copy_price_versions(line.predecessor_contract_line_id)

    def _copy_price_versions(self, before):
        """Have the prices of another line, from the first day of this one on."""
        self.ensure_one()
        first = before._get_version_at(self.date_start)
        later = before.price_version_ids.filtered(
            lambda version: version.date_from > self.date_start
        )
        self.price_version_ids.unlink()
        for version in first | later:
            day = max(version.date_from, self.date_start)
            version.copy({"contract_line_id": self.id, "date_from": day})

    def _delay(self, delay_delta):
        """A suspension moves the start of a line that begins in it, billed or not."""
        campaign = self._filter_campaign()
        super(ContractLine, self - campaign)._delay(delay_delta)
        return super(
            ContractLine, campaign.with_context(billing_correction=CORRECTION)
        )._delay(delay_delta)

    # Corrections: the explicit way to change what is billed

    def _correct_billed(self, vals, reason):
        """Change the terms of a billed line, past included; a manager's act, logged.

        What it owes back or still owes shows in the ledger at once; nothing posted is
        touched.

        :param vals: any of product_id, date_start, date_end, billing_period,
            price_period, proration, is_canceled (the service was never used), and
            ``date_from`` with price_unit, quantity or discount for a past version
        :raises AccessError: for anybody but a manager
        :raises UserError: without a reason
        """
        if not self.env.user.has_group("numerian_collectivites.group_manager"):
            raise AccessError(
                self.env._("Only a manager corrects a line that is billed.")
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the line is corrected."))
        vals = dict(vals)
        if vals.get("is_canceled"):
            vals["is_auto_renew"] = False
        version = {n: vals.pop(n) for n in [*PRICE_FIELDS, "date_from"] if n in vals}
        for line in self.with_context(billing_correction=CORRECTION):
            line.contract_id.message_post(
                body=Markup("<b>%s</b> %s")
                % (self.env._("Correction of a billed line:"), escape(reason))
            )
            if vals:
                line.write(vals)
            if version:
                line._correct_price(version, reason)
        return True

    def _correct_price(self, vals, reason):
        """Put a version of price or quantity at a day that is billed."""
        self.ensure_one()
        day = fields.Date.to_date(vals.get("date_from")) or self.date_start
        current = self._get_version_at(day)
        old = {n: current[n] for n in ("price_unit", "quantity", "discount")}
        new = {n: vals.get(n, value) for n, value in old.items()}
        if current.date_from == day:
            current.write(new | {"reason": reason})
        else:
            current.create(
                new | {"reason": reason, "contract_line_id": self.id, "date_from": day}
            )
        date_text = format_date(self.env, day)
        self._post_changes(
            (f"{self._get_label(n)} ({date_text})", old[n], new[n])
            for n in old
            if new[n] != old[n]
        )
