from . import numerian_service_family
from . import product_template
from . import product_template_titre
from . import product_pricelist
from . import product_pricelist_item
