from . import numerian_decision_kind
from . import numerian_authorised_mixin
