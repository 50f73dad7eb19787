from . import portal
from . import awareness
from . import numerian_subsidy_program
from . import numerian_tariff_simulation
