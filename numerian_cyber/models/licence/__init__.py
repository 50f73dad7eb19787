from . import numerian_cyber_licence
from . import numerian_cyber_licence_notice
from . import numerian_cyber_choice
from . import sale_order
from . import sale_order_line
from . import contract_line
