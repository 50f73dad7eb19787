"""Load the story of 2021, or what is missing of it."""

from odoo.addons.numerian_collectivites.demo import story_2021

story_2021.load(env)
env.cr.commit()
