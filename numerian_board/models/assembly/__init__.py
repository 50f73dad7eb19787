from . import numerian_assembly_rules
from . import numerian_regime
from . import numerian_body
from . import numerian_college
from . import numerian_mandate
