"""A French syndicate: run before the other add-ons, which install what it implies.

The country brings the French chart of accounts, and the currency is the euro.
"""

env.company.write(
    {
        "name": "Numérian",
        "country_id": env.ref("base.fr").id,
        "currency_id": env.ref("base.EUR").id,
    }
)
env.ref("base.user_admin").write({"lang": "fr_FR", "tz": "Europe/Paris"})
env["ir.default"].set("res.partner", "lang", "fr_FR")
env["ir.default"].set("res.partner", "tz", "Europe/Paris")
env.cr.commit()
