from . import numerian_cyber_prerequisite
from . import numerian_cyber_service
from . import numerian_cyber_component
from . import product_product
from . import product_pricelist
from . import res_partner
from . import res_company
from . import res_config_settings
