"""Print the summary of the demonstration and its logins, as JSON."""

import json

from odoo.addons.numerian_collectivites.demo.summary import get_logins, summary

print(json.dumps({"rows": summary(env), "logins": get_logins(env)}))
