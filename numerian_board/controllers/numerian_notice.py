# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import consteq

MAX_ID = 2**31 - 1  # what PostgreSQL holds in an id
URL = "/assemblees/reponse/<int:attendance_id>/<string:token>"


class NumerianNoticeController(http.Controller):
    """The answer of a member to the notice: a link, no account.

    The link opens one's own answer and nothing else; a wrong one says the same
    whether the session exists or not.
    """

    @http.route(URL, type="http", auth="public", methods=["GET"], sitemap=False)
    def show_answer(self, attendance_id, token):
        attendance = self._find(attendance_id, token)
        if not attendance:
            return self._refuse_link()
        return self._show(attendance)

    @http.route(
        URL,
        type="http",
        auth="public",
        methods=["POST"],
        sitemap=False,
    )
    def record_answer(self, attendance_id, token, answer="", holder_id="", **_post):
        """Record an answer, then show it.

        :param answer: ``present``, ``excused`` or ``proxy``
        :param holder_id: mandate that receives the proxy, among those proposed
        """
        attendance = self._find(attendance_id, token)
        if not attendance:
            return self._refuse_link()
        holders = attendance._get_possible_holders()
        holder = holders.filtered(lambda mandate: str(mandate.id) == holder_id)
        try:
            with request.env.cr.savepoint():
                attendance._record_answer(answer, answer == "proxy" and holder)
        except UserError as error:
            return self._show(attendance, problem=str(error))
        return self._show(attendance, is_recorded=True)

    def _find(self, attendance_id, token):
        """Return the attendance that the link opens, as its member sees it."""
        # sudo: the secret of the link is the right
        attendances = request.env["numerian.attendance"].sudo()
        if attendance_id > MAX_ID or not token.isascii():
            return attendances.browse()
        attendance = attendances.browse(attendance_id).exists()
        secret = attendance.answer_token or ""
        if not secret or not consteq(secret, token):
            return attendances.browse()
        return attendance.with_context(lang=self._get_lang(attendance.partner_id))

    def _get_lang(self, partner):
        installed = dict(request.env["res.lang"].get_installed())
        wanted = (partner.lang, "fr_FR", request.env.lang)
        return next((lang for lang in wanted if lang in installed), None)

    def _show(self, attendance, **values):
        request.update_context(lang=attendance.env.lang)
        values |= {
            "attendance": attendance,
            "session": attendance.session_id,
            "is_open": attendance.session_id.state == "convened",
            "holders": attendance._get_possible_holders(),
        }
        return self._render("numerian_board.answer_page", values)

    def _refuse_link(self):
        partners = request.env["res.partner"]
        request.update_context(lang=self._get_lang(partners))
        return self._render("numerian_board.answer_refused", {}, status=404)

    def _render(self, template, values, status=200):
        response = request.render(template, values, status=status)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
