# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.portal.controllers.portal import CustomerPortal


class AwarenessPortal(CustomerPortal):
    """What its staff did with phishing tests, for an authority with an account.

    Results of persons have no link to pass on: only a portal user of the authority
    reads them, nobody of the syndicate.
    """

    def _get_awareness_domain(self):
        """Domain of the results of the authority of the user; none for others."""
        user = request.env.user
        if not user._is_portal():
            return [(0, "=", 1)]
        authority = user.partner_id.commercial_partner_id
        return [("partner_id", "=", authority.id), ("sent_count", ">", 0)]

    def _get_awareness_results(self):
        # sudo: the domain holds what this user may read
        results = request.env["numerian.cyber.awareness.result"].sudo()
        return results.search(self._get_awareness_domain())

    def _get_awareness_result(self, result_id):
        """Return a result of the authority of the user.

        :raises NotFound: if it is of another authority, or none
        """
        result = self._get_awareness_results().filtered(lambda r: r.id == result_id)
        if not result:
            raise request.not_found()
        return result

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "awareness_count" in counters:
            values["awareness_count"] = len(self._get_awareness_results())
        return values

    @http.route(
        "/my/awareness", type="http", auth="user", methods=["GET"], website=True
    )
    def awareness_list(self, **kwargs):
        """Show the tests of the authority, the latest first."""
        values = {"results": self._get_awareness_results(), "page_name": "awareness"}
        return request.render("numerian_cyber.portal_awareness_list", values)

    @http.route(
        "/my/awareness/<int:result_id>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def awareness_page(self, result_id, **kwargs):
        """Show a test: shares, evolution, and what each person did."""
        result = self._get_awareness_result(result_id)
        values = {
            "doc": result,
            "people": result._get_people(),
            "page_name": "awareness",
        }
        return request.render("numerian_cyber.portal_awareness_page", values)

    @http.route(
        "/my/awareness/<int:result_id>/pdf",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def awareness_document(self, result_id, **kwargs):
        """Return the report of the authority, without any name."""
        result = self._get_awareness_result(result_id)
        report = request.env["ir.actions.report"].sudo()
        pdf, _kind = report._render_qweb_pdf(
            "numerian_cyber.action_report_awareness", result.ids
        )
        name = f"{result._get_document_name()}.pdf"
        return request.make_response(
            pdf,
            [
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
