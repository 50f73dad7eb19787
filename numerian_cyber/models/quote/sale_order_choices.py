# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import str2bool

from ...core.quote_rules import InvalidQuantity, Problem, Wish, parse_quantity

ORDER = "order"  # where a message is about the quote, not about one service


class SaleOrder(models.Model):
    """The one door by which choices come in, whoever makes them."""

    _inherit = "sale.order"

    def _apply_cyber_choices(self, choices):
        """Tick and count as asked, or change nothing at all and say why.

        Nothing given is trusted but services of this quote and numbers: no price, no
        line, no total. What is not given stays as it is. The caller has checked that
        the quote may be read.

        :param choices: ``services``: ``{service id: {"selected": bool, "quantity":
            number or text}}``; ``prerequisites``: ids declared; ``revision``: the one
            that was shown, so that two windows do not undo each other
        :return: ``applied``: whether the quote changed as asked; ``errors``:
            ``{service id or "order": [sentence]}``; ``revision``: the one of now
        """
        self.ensure_one()
        order = self.with_context(lang=self._get_lang())
        errors = order._get_closed_errors(choices)
        wishes = {}
        declared = None
        if not errors:
            wishes, errors = order._read_cyber_wishes(choices.get("services"))
            declared = order._read_cyber_prerequisites(choices, errors)
        if not errors:
            for problem in order._get_cyber_problems(wishes, declared):
                message = order._get_problem_message(problem)
                errors.setdefault(problem.service, []).append(message)
        if not errors:
            order._write_cyber_choices(wishes, declared)
        return {
            "applied": not errors,
            "errors": errors,
            "revision": order._get_cyber_revision(),
        }

    def _get_closed_errors(self, choices):
        """Return why no choice is taken now, if so."""
        if not isinstance(choices, dict):
            return {ORDER: [self.env._("These choices cannot be read.")]}
        if not self.is_cyber_quote or not self._can_be_edited_on_portal():
            return {ORDER: [self._get_closed_message()]}
        revision = choices.get("revision")
        if revision is not None and str(revision) != self._get_cyber_revision():
            return {
                ORDER: [
                    self.env._(
                        "This quote was changed in another window: see what it holds "
                        "now, then choose again."
                    )
                ]
            }
        return {}

    def _read_cyber_wishes(self, services):
        """Return the wishes that would result, and what cannot be read of them."""
        wishes, errors = self._get_cyber_wishes(), {}
        unreadable = [self.env._("This service is not on the quote.")]
        if not isinstance(services or {}, dict):
            return wishes, {ORDER: unreadable}
        for key, asked in (services or {}).items():
            service_id = self._to_id(key)
            if service_id not in wishes or not isinstance(asked, dict):
                errors[ORDER] = unreadable
                continue
            try:
                wishes[service_id] = self._read_wish(service_id, wishes, asked)
            except InvalidQuantity as error:
                service = self.env["numerian.cyber.service"].browse(service_id)
                problem = Problem(error.code, service_id, service.max_quantity)
                errors[service_id] = [self._get_problem_message(problem)]
        return wishes, errors

    def _read_wish(self, service_id, wishes, asked):
        """Return the wish for a service; what is not asked stays.

        :raises InvalidQuantity: if the quantity is not a number of units
        """
        known = wishes[service_id]
        service = self.env["numerian.cyber.service"].browse(service_id)
        selected = asked.get("selected", known.selected)
        quantity = known.quantity
        if "quantity" in asked:
            quantity = parse_quantity(asked["quantity"], service.max_quantity)
        return Wish(str2bool(str(selected), default=False), quantity)

    def _read_cyber_prerequisites(self, choices, errors):
        """Return the ids declared, ``None`` when nothing is said about them."""
        given = choices.get("prerequisites")
        if given is None:
            return None
        asked = self.cyber_choice_ids.service_id.prerequisite_ids.ids
        values = given if isinstance(given, list | tuple) else [given]
        ids = [self._to_id(value) for value in values]
        if set(ids) - set(asked):
            errors[ORDER] = [self.env._("This declaration is not on the quote.")]
        return ids

    def _to_id(self, value):
        """Return an id given as a number or as text, ``None`` for anything else."""
        text = str(value)
        is_id = text.isascii() and text.isdigit() and len(text) < 10
        return int(text) if is_id else None

    def _write_cyber_choices(self, wishes, declared):
        """Write what differs; the lines follow."""
        for choice in self.cyber_choice_ids:
            wish = wishes[choice.service_id.id]
            if (choice.is_selected, choice.quantity) != wish:
                choice.write({"is_selected": wish.selected, "quantity": wish.quantity})
        if declared is not None:
            self.cyber_prerequisite_ids = declared
