"""Issue the bordereaux of 2022 and register payments, once the billing is done."""

from odoo.addons.numerian_collectivites.demo import story_2022

story_2022.load(env)
env.cr.commit()
