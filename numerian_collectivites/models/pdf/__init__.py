from . import ir_actions_report
from . import account_move_pdf
from . import account_move_send
