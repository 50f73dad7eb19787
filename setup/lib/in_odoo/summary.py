"""Print the summary of the demonstration and its logins, as JSON."""

import json

from odoo.addons.numerian_board.demo import summary as board
from odoo.addons.numerian_collectivites.demo import summary as collectivites
from odoo.addons.numerian_cyber.demo import summary as cyber

rows = [row for part in (collectivites, board, cyber) for row in part.summary(env)]
print(json.dumps({"rows": rows, "logins": collectivites.get_logins(env)}))
