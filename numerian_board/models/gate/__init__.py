from . import numerian_body
from . import numerian_decision
from . import numerian_deliberation
from . import numerian_authorised_mixin
from . import numerian_titre_cancellation
from . import account_move
