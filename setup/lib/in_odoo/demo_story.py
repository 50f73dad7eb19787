"""Load the story of 2021, the session of 7 June 2022 and what followed it."""

from odoo.addons.numerian_board.demo import session_2022
from odoo.addons.numerian_collectivites.demo import story_2021
from odoo.addons.numerian_cyber.demo import quotes_2022, simulation_2022, subsidies_2022

story_2021.load(env)
session_2022.load(env)
subsidies_2022.load(env)
quotes_2022.load(env)
subsidies_2022.load_answers(env)
simulation_2022.load(env)
env.cr.commit()
