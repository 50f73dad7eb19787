from . import portal
from . import numerian_subsidy_program
from . import numerian_tariff_simulation
