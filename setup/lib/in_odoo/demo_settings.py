"""The demonstration speaks French only, and has an identity of its own."""

env["ir.config_parameter"].init(force=True)  # what the template's copies would share
french, english = env.ref("base.lang_fr"), env.ref("base.lang_en")
env["res.users"].with_context(active_test=False).search([]).lang = french.code
env["res.partner"].with_context(active_test=False).search([]).lang = french.code
english.active = False
env.cr.commit()
