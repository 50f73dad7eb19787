from . import numerian_loan_offer
from . import numerian_loan_offer_choice
from . import numerian_loan_instalment
from . import numerian_deliberation
