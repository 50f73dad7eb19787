from . import res_partner
from . import res_partner_documents
from . import res_partner_membership
from . import res_partner_signing
from . import res_partner_titre
