from . import numerian_billing_campaign
from . import numerian_contract_change
from . import numerian_contract_import
from . import numerian_titre_cancellation
from . import portal
