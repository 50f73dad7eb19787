# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import email_normalize

from .numerian_authority_change_request import REQUESTABLE

MAX_TEXT = 200  # characters
MAX_COUNT = 1_000_000


class ResPartner(models.Model):
    """An authority asks on its page that what is recorded of it be corrected."""

    _inherit = "res.partner"

    change_request_ids = fields.One2many(
        "numerian.authority.change.request",
        "partner_id",
        string="Change requests",
        groups="numerian_collectivites.group_reader",
    )

    def _get_requestable_data(self):
        """Return ``[(field, label, value as text, is a count)]`` of an authority."""
        self.ensure_one()
        return [
            (name, label, self._get_datum(name), self._is_count(name))
            for name, label in self._get_requestable_labels().items()
        ]

    def _get_requestable_labels(self):
        field = self.env["numerian.authority.change.request"]._fields["field_name"]
        return dict(field._description_selection(self.env))

    def _is_count(self, name):
        return self._fields[name].type == "integer"

    def _get_datum(self, name):
        """Return what is recorded, as the text of a form."""
        value = self[name]
        return str(value) if self._is_count(name) else value or ""

    def _request_changes(self, user, values):
        """Record what an authority asks to change, wholly or not at all.

        :param values: ``{field: text}`` as it was sent; others than the requestable
            ones are not read
        :return: ``{field: sentence}`` of what is refused; empty: all is recorded
        """
        self.ensure_one()
        asked = {
            name: values[name].strip()
            for name, _label in REQUESTABLE
            if isinstance(values.get(name), str)
            and values[name].strip() != self._get_datum(name)
        }
        problems = {
            name: problem
            for name, text in asked.items()
            if (problem := self._get_datum_problem(name, text))
        }
        if not problems:
            self._create_requests(user, asked)
        return problems

    def _create_requests(self, user, asked):
        """Record each datum; asked again before an answer, it takes the new value."""
        requests = self.env["numerian.authority.change.request"]
        pending = requests.search(
            [("partner_id", "=", self.id), ("state", "=", "pending")]
        ).grouped("field_name")
        for name, text in asked.items():
            vals = {"new_value": text, "requested_by": user.id}
            if name in pending:
                pending[name].write(vals)
                continue
            requests.create(
                vals
                | {
                    "partner_id": self.id,
                    "company_id": (self.company_id or user.company_id).id,
                    "field_name": name,
                    "old_value": self._get_datum(name),
                }
            )

    def _get_datum_problem(self, name, text):
        """Return why a text cannot be this datum, or ``None``."""
        if self._is_count(name):
            plain = text.isascii() and text.isdecimal() and len(text) <= 7
            if not plain or int(text) > MAX_COUNT:
                return self.env._("Enter a whole number, zero or more.")
        elif len(text) > MAX_TEXT or not text.isprintable():
            return self.env._("Enter at most %s characters, on one line.", MAX_TEXT)
        elif name == "email" and not email_normalize(text):
            return self.env._("Enter an email address: name@example.com.")
        return None
