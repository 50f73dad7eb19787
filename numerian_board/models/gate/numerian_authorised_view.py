# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml.builder import E

from odoo import api, fields, models

READERS = "numerian_board.group_member,numerian_collectivites.group_reader"


class NumerianAuthorisedMixin(models.AbstractModel):
    """Every act shows, on its own form, its deliberation and what is missing."""

    _inherit = "numerian.authorised.mixin"

    authorisation_text = fields.Text(
        string="What Is Missing",
        compute="_compute_authorisation_text",
        compute_sudo=True,
    )

    @api.depends("decision_id", "override_reason")
    def _compute_authorisation_text(self):
        states = self._get_act_states()
        for act in self:
            waits = act._decision_kind and act._origin and states[act] != "done"
            problems = act._get_authorisation_problems() if waits else []
            act.authorisation_text = "\n".join(problems)

    def action_show_deliberation(self):
        self.ensure_one()
        return self.deliberation_id.get_formview_action()

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        shown = arch.xpath("//field[@name='authorisation_text']")
        if view_type == "form" and self._decision_kind and not shown:
            self._add_decision(arch)
        return arch, view

    @api.model
    def _add_decision(self, arch):
        """Put the banner, the buttons and the decision on a form that has a sheet."""
        sheet, header = arch.find("sheet"), arch.find("header")
        if sheet is None:
            return
        if header is None:
            header = E.header()
            arch.insert(0, header)
        header.extend(self._get_decision_buttons())
        sheet.addprevious(self._get_decision_banner())
        group = sheet.find("group")
        if group is not None:
            group.addnext(self._get_decision_group())

    @api.model
    def _get_decision_buttons(self):
        return [
            E.button(
                name="action_show_deliberation",
                type="object",
                string=self.env._("See the deliberation"),
                invisible="not deliberation_id",
                groups=READERS,
            ),
            E.button(
                name="action_ask_override",
                type="object",
                string=self.env._("Pass without deliberation"),
                invisible="not authorisation_text or override_reason",
                groups="numerian_board.group_manager",
            ),
        ]

    @api.model
    def _get_decision_banner(self):
        return E.div(
            E.field(name="authorisation_text", readonly="1", nolabel="1"),
            {
                "class": "alert alert-warning mb-0",
                "role": "alert",
                "invisible": "not authorisation_text",
            },
        )

    @api.model
    def _get_decision_group(self):
        domain = f"[('kind_id.code', '=', '{self._decision_kind}')]"
        return E.group(
            E.field(
                name="decision_id",
                readonly="executed_on",
                domain=domain,
                options="{'no_create': True}",
            ),
            E.field(name="deliberation_id"),
            E.field(name="executed_on", invisible="not executed_on"),
            E.field(name="executed_by_id", invisible="not executed_on"),
            E.field(name="override_reason", invisible="not override_reason"),
            name="deliberation",
            string=self.env._("Deliberation"),
            groups=READERS,
        )
