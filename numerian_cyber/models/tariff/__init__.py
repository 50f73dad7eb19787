from . import numerian_tariff_simulation
from . import numerian_tariff_simulation_compute
from . import numerian_tariff_simulation_freeze
from . import numerian_tariff_simulation_tariff
from . import numerian_tariff_simulation_part
from . import numerian_tariff_simulation_line
from . import numerian_tariff_simulation_result
from . import numerian_tariff_simulation_report
