from . import ir_actions_report
from . import ir_actions_report_selection
from . import account_move_pdf
from . import account_move_send
