from . import numerian_cyber_choice
from . import numerian_cyber_choice_amounts
from . import sale_order
from . import sale_order_amounts
from . import sale_order_choices
from . import sale_order_problems
from . import sale_order_lines
from . import sale_order_line
