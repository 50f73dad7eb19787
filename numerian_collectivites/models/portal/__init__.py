from . import numerian_authority_change_request
from . import res_partner_requests
