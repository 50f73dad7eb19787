# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.contract.controllers.main import PortalContract

MAX_ID = 2**31 - 1  # what PostgreSQL holds in an id
KEPT = "authority_form"  # in the session: what the last form became


class AuthorityPortal(PortalContract):
    """Contracts and data of the authority, for its people with an account."""

    # The door

    def _document_check_access(self, model_name, document_id, access_token=None):
        """What cannot be an id or a token opens nothing, rather than fail."""
        if not 0 < document_id <= MAX_ID:
            raise MissingError(request.env._("This document does not exist."))
        if not (isinstance(access_token, str) and access_token.isascii()):
            access_token = None
        return super()._document_check_access(model_name, document_id, access_token)

    def _get_authority(self):
        """Return the authority of the portal user, or nothing."""
        user = request.env.user
        authority = user.partner_id.commercial_partner_id
        if not (user._is_portal() and authority.is_local_authority):
            return request.env["res.partner"]
        # sudo: what is read and asked of it is closed, see ``_get_requestable_data``
        return authority.sudo()

    def _prepare_portal_layout_values(self):
        values = super()._prepare_portal_layout_values()
        return values | {"numerian_authority": self._get_authority()}

    # Contracts

    @http.route()
    def portal_my_contract_detail(self, contract_contract_id, access_token=None, **kw):
        try:
            contract = self._document_check_access(
                "contract.contract", contract_contract_id, access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        if contract.generation_type != "campaign":
            return super().portal_my_contract_detail(
                contract_contract_id, access_token=access_token, **kw
            )
        values = self._contract_get_page_view_values(contract, access_token, **kw)
        return request.render("numerian_collectivites.portal_contract", values)

    # What is recorded of the authority

    @http.route(
        "/my/authority", type="http", auth="user", methods=["GET"], website=True
    )
    def authority_page(self, **kwargs):
        """Show what is recorded, and what was asked to change."""
        authority = self._get_authority()
        if not authority:
            return request.redirect("/my")
        kept = request.session.pop(KEPT, None) or {}
        values = self._prepare_portal_layout_values() | {
            "page_name": "authority",
            "authority": authority,
            "errors": kept.get("errors", {}),
            "typed": kept.get("typed", {}),
            "sent": kept.get("sent", False),
        }
        return request.render("numerian_collectivites.portal_authority", values)

    @http.route(
        "/my/authority/request",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def authority_request(self, **form):
        """Take what the authority asks to change; nothing changes before an answer."""
        authority = self._get_authority()
        if not authority:
            return request.redirect("/my")
        errors = authority._request_changes(request.env.user, form)
        names = [name for name, *_rest in authority._get_requestable_data()]
        typed = {name: form[name] for name in names if isinstance(form.get(name), str)}
        request.session[KEPT] = {
            "errors": errors,
            "typed": typed if errors else {},
            "sent": not errors,
        }
        return request.redirect("/my/authority")
