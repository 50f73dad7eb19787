from . import numerian_authorised_override
from . import numerian_deliberation_withdraw
