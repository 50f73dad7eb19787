# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...core.quote_rules import (
    FRACTIONAL,
    NEGATIVE,
    NO_PRICE,
    NO_QUANTITY,
    NOT_A_NUMBER,
    PREREQUISITE,
    REQUIREMENT,
    TOO_MANY,
    Wish,
    find_problems,
)


class SaleOrder(models.Model):
    """What a quote of cybersecurity services lacks before it can be signed."""

    _inherit = "sale.order"

    cyber_problem_text = fields.Text(
        string="To settle before it is signed", compute="_compute_cyber_problem_text"
    )

    @api.depends(
        "cyber_choice_ids.is_selected",
        "cyber_choice_ids.quantity",
        "cyber_choice_ids.component_prices",
        "cyber_prerequisite_ids",
        "cyber_start_date",
        "partner_id",
        "pricelist_id",
    )
    def _compute_cyber_problem_text(self):
        for order in self:
            messages = order.is_cyber_quote and order._get_cyber_messages()
            order.cyber_problem_text = "\n".join(messages or [])

    def _get_cyber_messages(self):
        """Return why the quote cannot be signed as it stands, one sentence each."""
        self.ensure_one()
        messages = [self._get_problem_message(p) for p in self._get_cyber_problems()]
        if not self.cyber_choice_ids.filtered("is_selected"):
            messages.append(self.env._("Tick at least one service."))
        return messages

    def _get_cyber_problems(self, wishes=None, declared=None):
        """Return what the rules refuse, service by service.

        :param wishes: ``{service id: Wish}``; those of the quote unless given
        :param declared: ids of the prerequisites declared; those of the quote unless
            given
        :rtype: list of ``quote_rules.Problem``
        """
        self.ensure_one()
        if wishes is None:
            wishes = self._get_cyber_wishes()
        if declared is None:
            declared = self.cyber_prerequisite_ids._origin.ids
        declared = {*declared, *self._get_included_prerequisites().ids}
        rules = {
            choice.service_id._origin.id: choice._get_rules_at(wishes)
            for choice in self.cyber_choice_ids
        }
        return find_problems(rules, wishes, declared, self._get_held_service_ids())

    def _get_cyber_wishes(self):
        """Return the choices of the quote as the pure core wants them."""
        return {
            choice.service_id._origin.id: Wish(choice.is_selected, choice.quantity)
            for choice in self.cyber_choice_ids
        }

    def _get_included_prerequisites(self):
        """Return the prerequisites that the membership gives this authority."""
        self.ensure_one()
        asked = self.cyber_choice_ids.service_id.prerequisite_ids._origin
        if not self.partner_id.commercial_partner_id.is_member:
            return asked.browse()
        return asked.filtered("included_in_membership")

    def _get_held_service_ids(self):
        """Return the services that the authority has under contract."""
        held = self.cyber_choice_ids.filtered("held_quantity")
        return set(held.service_id._origin.ids)

    def _get_problem_message(self, problem):
        """Return a sentence that says what is wrong with a service, and what to do."""
        service = self.env["numerian.cyber.service"].browse(problem.service)
        texts = self._get_problem_texts()
        return texts[problem.code] % {
            "service": service.name,
            "unit": service.unit_name,
            "most": problem.about,
            "prerequisite": self._get_about(problem, PREREQUISITE),
            "required": self._get_about(problem, REQUIREMENT),
            "tariff": self.pricelist_id.name or "",
        }

    def _get_about(self, problem, code):
        if problem.code != code:
            return ""
        model = {
            PREREQUISITE: "numerian.cyber.prerequisite",
            REQUIREMENT: "numerian.cyber.service",
        }[code]
        return self.env[model].browse(problem.about).name

    def _get_problem_texts(self):
        """Return the sentence of each code; extend."""
        return {
            NOT_A_NUMBER: self.env._(
                "%(service)s: enter a whole number, 12 for example."
            ),
            NEGATIVE: self.env._(
                "%(service)s: a number of %(unit)s cannot be below zero."
            ),
            FRACTIONAL: self.env._(
                "%(service)s: a number of %(unit)s is a whole number."
            ),
            TOO_MANY: self.env._(
                "%(service)s: a quote holds %(most)s %(unit)s at most. Ask us for more."
            ),
            NO_QUANTITY: self.env._("%(service)s: say how many %(unit)s."),
            NO_PRICE: self.env._(
                "%(service)s has no price in the tariff “%(tariff)s”."
            ),
            PREREQUISITE: self.env._("%(service)s: declare first “%(prerequisite)s”."),
            REQUIREMENT: self.env._("%(service)s needs %(required)s: tick it too."),
        }

    # Where the rules stop an act

    def _confirmation_error_message(self):
        message = super()._confirmation_error_message()
        if message or not self.is_cyber_quote:
            return message
        return "\n".join(self._get_cyber_messages()) or False

    def _can_be_edited_on_portal(self):
        """A signed quote, or one out of date, takes no choice any more."""
        editable = super()._can_be_edited_on_portal()
        if not self.is_cyber_quote:
            return editable
        return editable and not self.signature and not self.is_expired
