from . import numerian_decision_add
from . import numerian_authorised_override
from . import numerian_deliberation_withdraw
