# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.sale.controllers.portal import CustomerPortal

ORDER = "order"


class CyberPortal(CustomerPortal):
    """The quote of an authority: ticks, quantities, declarations, signature.

    The page is public: its token is the key. Every rule is in
    ``sale.order._apply_cyber_choices``; nothing of a price or a total is read here.
    """

    # The door

    def _get_cyber_quote(self, order_id, access_token):
        """Return the quote that the key opens, in the language of the authority.

        :return: ``None`` if it opens no quote of services
        """
        access_token = access_token or request.httprequest.args.get("access_token")
        try:
            order = self._document_check_access("sale.order", order_id, access_token)
        except (AccessError, MissingError):
            return None
        if not order.is_cyber_quote:
            return None
        request.update_context(lang=order._get_lang())
        return order.with_context(lang=order._get_lang())

    def _get_open_quote(self, order_id, access_token):
        """Return the quote that this person may change, or ``None``.

        Odoo opens a quote to whoever reads it: a colleague who may only read it in the
        back office changes nothing here either.
        """
        order = self._get_cyber_quote(order_id, access_token)
        user = request.env.user
        if order is None or not user._is_internal():
            return order
        return order if order.with_user(user).has_access("write") else None

    def _get_refusal(self):
        return request.env._("This quote is not open to you.")

    # The page

    @http.route()
    def portal_order_page(self, order_id, access_token=None, **kwargs):
        self._get_cyber_quote(order_id, access_token)  # the page speaks its language
        return super().portal_order_page(order_id, access_token=access_token, **kwargs)

    def _get_page_view_values(self, document, access_token, values, *args, **kwargs):
        values = super()._get_page_view_values(
            document, access_token, values, *args, **kwargs
        )
        if document._name == "sale.order" and document.is_cyber_quote:
            kept = request.session.pop(self._get_session_key(document), None) or {}
            values["cyber_errors"] = kept.get("errors", {})
            values["cyber_saved"] = kept.get("saved", False)
        return values

    def _get_session_key(self, order):
        return f"cyber_quote_{order.id}"

    # Choosing

    @http.route(
        "/my/orders/<int:order_id>/cyber", type="jsonrpc", auth="public", website=True
    )
    def cyber_choose(self, order_id, access_token=None, choices=None, **kwargs):
        """Take some choices; return what the page shows afterwards.

        :param choices: see ``sale.order._apply_cyber_choices``
        :return: ``applied``, ``errors``, ``revision``, ``html`` of the services and
            totals, ``total`` and ``status`` as texts
        """
        order = self._get_open_quote(order_id, access_token)
        if order is None:
            return {"applied": False, "errors": {ORDER: [self._get_refusal()]}}
        result = order._apply_cyber_choices(choices)
        errors = {str(key): texts for key, texts in result["errors"].items()}
        return result | {"errors": errors} | order._get_portal_answer(errors)

    @http.route(
        "/my/orders/<int:order_id>/cyber/form",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def cyber_choose_form(self, order_id, access_token=None, **form):
        """Take the whole form, for a browser without JavaScript."""
        order = self._get_open_quote(order_id, access_token)
        if order is None:
            return request.redirect("/my")
        result = order._apply_cyber_choices(self._read_form(form))
        return self._show_form(order, result["errors"], saved=result["applied"])

    def _show_form(self, order, errors, saved=False):
        """Go back to the page, which says what became of the form."""
        request.session[self._get_session_key(order)] = {
            "saved": saved,
            "errors": {str(key): texts for key, texts in errors.items()},
        }
        return request.redirect(order.get_portal_url(anchor="details"))

    def _read_form(self, form):
        """Return the choices of a form: an unticked box is not in it."""
        services = {}
        for name, value in form.items():
            if name.startswith("quantity_"):
                key = name.removeprefix("quantity_")
                selected = f"selected_{key}" in form
                services[key] = {"selected": selected, "quantity": value}
        return {
            "services": services,
            "prerequisites": request.httprequest.form.getlist("prerequisite"),
            "revision": form.get("revision"),
        }

    # Signing

    @http.route(
        "/my/orders/<int:order_id>/cyber/sign",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def cyber_sign_form(self, order_id, access_token=None, **form):
        """Sign with a typed name, in the form of the page, without JavaScript.

        What was ticked since is taken, not signed: its totals are read first.
        """
        order = self._get_open_quote(order_id, access_token)
        if order is None:
            return request.redirect("/my")
        result = order._apply_cyber_choices(self._read_form(form))
        if not result["applied"]:
            return self._show_form(order, result["errors"])
        if problem := self._get_form_problem(form, result["revision"]):
            return self._show_form(order, {"sign": [problem]}, saved=True)
        name = form.get("signatory", "")
        answer = self.portal_quote_accept(
            order_id,
            access_token=access_token,
            name=name,
            signature=order._draw_signature(name),
            cyber_revision=result["revision"],
        )
        if "error" in answer:
            return self._show_form(order, {"sign": [answer["error"]]})
        return request.redirect(answer["redirect_url"])

    def _get_form_problem(self, form, revision):
        """Return why the form is not signed as it was filled in, or ``None``."""
        if form.get("revision") != revision:
            return request.env._(
                "Your choices are kept. Check the totals, then sign once more."
            )
        if "agreed" not in form:
            return request.env._("Tick that you accept this quote, then sign.")
        return None

    @http.route()
    def portal_quote_accept(
        self,
        order_id,
        access_token=None,
        name=None,
        signature=None,
        cyber_revision=None,
    ):
        order = self._get_cyber_quote(order_id, access_token)
        if order is None:
            return super().portal_quote_accept(
                order_id, access_token=access_token, name=name, signature=signature
            )
        if self._get_open_quote(order_id, access_token) is None:
            return {"error": self._get_refusal()}
        revision = cyber_revision or request.httprequest.args.get("cyber_revision")
        problem = order._get_signature_problem(
            revision, name, signature, request.env.user
        )
        if problem:
            return {"error": problem}
        try:
            with request.env.cr.savepoint():
                return super().portal_quote_accept(
                    order_id, access_token=access_token, name=name, signature=signature
                )
        except UserError as error:
            return {"error": str(error)}

    @http.route()
    def portal_quote_decline(self, order_id, access_token=None, **kwargs):
        order = self._get_cyber_quote(order_id, access_token)
        if order is not None and self._get_open_quote(order_id, access_token) is None:
            return request.redirect("/my")
        return super().portal_quote_decline(
            order_id, access_token=access_token, **kwargs
        )
