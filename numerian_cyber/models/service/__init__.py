from . import numerian_cyber_prerequisite
from . import numerian_cyber_service
from . import numerian_cyber_component
from . import product_product
from . import product_pricelist
from . import product_pricelist_tariff
from . import res_partner
