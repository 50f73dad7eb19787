"""Make ``COUNT`` communes with one contract each, and one whose tax is its own."""

import os

from odoo_workers import environment, make_communes, make_product

with environment() as env:
    communes = make_communes(env, int(os.environ["COUNT"]))
    contract = env["contract.contract"].search([("partner_id", "=", communes[-1].id)])
    tax = contract.contract_line_ids.product_id.taxes_id
    own_tax = tax.copy({"name": "TVA de la dernière commune"})
    contract.contract_line_ids.product_id = make_product(env, own_tax)
    env.cr.commit()
