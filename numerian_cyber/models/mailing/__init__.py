from . import numerian_cyber_mailing
from . import numerian_cyber_mailing_line
from . import numerian_cyber_mailing_run
from . import res_partner
from . import sale_order
