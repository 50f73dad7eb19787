# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from .account_move_titre_issue import MANAGER


class NumerianBordereau(models.Model):
    """The life of a bordereau: invoices gathered, numbers drawn, sent, acknowledged."""

    _inherit = "numerian.bordereau"

    # Gathering

    def _get_candidates_domain(self):
        """Domain of the posted documents that this bordereau may take; extend."""
        self.ensure_one()
        domain = Domain("move_type", "=", "out_invoice")
        if self.bordereau_type == "02":
            domain = Domain("move_type", "=", "out_refund") & Domain(
                "cancellation_ids", "any", [("is_expense_order", "=", False)]
            )
        return (
            domain
            & Domain("state", "=", "posted")
            & Domain("company_id", "=", self.company_id.id)
            & Domain("titre_exercice_id", "=", self.exercice_id.id)
            & Domain("bordereau_id", "=", False)
            & (Domain("titre_number", "=", False) | Domain("titre_number", "=", 0))
        )

    def action_add_moves(self):
        """Take every posted document of the exercice that is on no bordereau yet."""
        self.ensure_one()
        moves = self.env["account.move"].search(self._get_candidates_domain())
        if not moves:
            raise UserError(
                self.env._(
                    "No posted document of exercice %(year)s waits for a bordereau of "
                    "this type.",
                    year=self.exercice_id.year,
                )
            )
        self._add_moves(moves)
        return True

    def _add_moves(self, moves):
        # The totals change, hence the row: an issue begun before is refused.
        # Nothing for Odoo to synchronize between an invoice and its lines.
        moves.with_context(skip_invoice_sync=True).write({"bordereau_id": self.id})

    def action_choose_moves(self):
        """Show what waits for this bordereau, to put a part of it on."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.account_move_action_titres"
        )
        return action | {
            "domain": list(self._get_candidates_domain()),
            "context": {"titre_bordereau_id": self.id},
        }

    @api.model
    def _put_on(self, moves):
        """Put documents on the bordereau that is being filled, or on new drafts."""
        bordereau = self.browse(self.env.context.get("titre_bordereau_id")).exists()
        if not bordereau:
            return self._create_for(moves)
        bordereau._add_moves(moves)
        return bordereau

    @api.model
    def _create_for(self, moves):
        """Create the draft bordereaux of some documents, by exercice and type."""
        bordereaux = self.browse()
        for (exercice, kind), group in moves.grouped(
            lambda move: (move.titre_exercice_id, move._get_titre_type())
        ).items():
            bordereau = self.create(
                {"exercice_id": exercice.id, "bordereau_type": kind}
            )
            bordereau._add_moves(group)
            bordereaux |= bordereau
        return bordereaux

    def _get_action(self):
        """Return the action that shows these: a form, or a list of many."""
        if len(self) == 1:
            return self.get_formview_action()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_bordereau_action"
        )
        return action | {"domain": [("id", "in", self.ids)]}

    # Issuing

    def action_issue(self):
        """Draw the numbers of the bordereau and of its titres, which then stand.

        :raises UserError: lists everything that prevents it
        """
        self._check_manager()
        for bordereau in self:
            bordereau._issue()
        return True

    def _check_manager(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only a manager issues and follows bordereaux.")
            )
        self.check_access("write")

    def _issue(self):
        self.ensure_one()
        self._lock()
        moves = self._get_sorted_moves()
        moves.line_ids.mapped("tax_ids")  # read together, not invoice by invoice
        problems = self._get_issue_problems(moves)
        if problems:
            raise UserError("\n".join(problems))
        vals_list = [move._prepare_titre_vals() for move in moves]
        # Numbers last: from here on, nothing but writing them.
        number, first = self._draw_numbers(len(moves))
        self.sudo().write(self._prepare_issue_vals(number))  # the right is checked
        moves._freeze_titres(
            [
                vals | {"titre_number": titre}
                for titre, vals in enumerate(vals_list, first)
            ]
        )
        self._log_titres(moves)

    def _lock(self):
        self.flush_recordset()
        self.env.cr.execute(
            SQL("SELECT id FROM numerian_bordereau WHERE id = %s FOR UPDATE", self.id)
        )

    def _get_sorted_moves(self):
        return self.move_ids.sorted(
            lambda move: (move.invoice_date, move.name or "", move.id)
        )

    def _get_issue_problems(self, moves):
        """Return everything that prevents the issue, one message each; extend."""
        self.ensure_one()
        if self.is_issued:
            return [self.env._("%(name)s is issued already.", name=self.display_name)]
        self.exercice_id._check_open_on(self.date)
        problems = []
        if not moves:
            problems.append(self.env._("No titre: add the posted invoices first."))
        if not self.issuer_capacity:
            problems.append(
                self.env._("Enter the capacity of the issuer, for example Président.")
            )
        late = moves.filtered(lambda move: move.invoice_date > self.date)
        if late:
            problems.append(
                self.env._(
                    "The bordereau is dated %(date)s, before %(moves)s.",
                    date=format_date(self.env, self.date),
                    moves=", ".join(late.mapped("name")),
                )
            )
        for move in moves:
            problem = move._get_join_problem(self)
            problems += [problem] if problem else move._get_titre_problems()
        return problems

    def _draw_numbers(self, count):
        """Return the number of the bordereau and that of its first titre."""
        # sudo: nobody writes counters, but for a manager who issues (checked)
        counters = self.env["numerian.titre.counter"].sudo()
        series = (self.exercice_id, "bordereau", self.bordereau_type)
        number = counters._draw(*series)
        first = counters._draw(self.exercice_id, "titre", self.bordereau_type, count)
        return number, first

    def _prepare_issue_vals(self, number):
        return {
            "state": "issued",
            "number": number,
            "issued_on": fields.Datetime.now(),
            "cumulative_amount": self._get_amount_before() + self.amount_untaxed,
        }

    def _get_amount_before(self):
        """Return what is issued in this series so far, euros excl. VAT."""
        groups = self.sudo()._read_group(
            [
                ("exercice_id", "=", self.exercice_id.id),
                ("bordereau_type", "=", self.bordereau_type),
                ("state", "!=", "draft"),
            ],
            [],
            ["amount_untaxed:sum"],
        )
        return groups[0][0] or 0.0

    def _log_titres(self, moves):
        moves.fetch(["titre_number", "titre_exercice_id"])  # together, here too
        moves._message_log_batch(
            bodies={
                move.id: self.env._(
                    "%(titre)s, on %(bordereau)s",
                    titre=move.titre_reference,
                    bordereau=self.display_name,
                )
                for move in moves
            }
        )

    # After the issue

    def action_send(self):
        self._follow("issued", {"state": "sent"}, "sent_on")

    def action_acknowledge(self):
        self._follow("sent", {"state": "acknowledged"}, "acknowledged_on")

    def _follow(self, origin, vals, date_field):
        self._check_manager()
        for bordereau in self:
            if bordereau.state != origin:
                raise UserError(
                    self.env._(
                        "%(bordereau)s: impossible from its present state.",
                        bordereau=bordereau.display_name,
                    )
                )
        today = fields.Date.context_today(self)
        self.sudo().write(vals | {date_field: today})  # the right is checked
