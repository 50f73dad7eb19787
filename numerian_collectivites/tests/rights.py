# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What each role may do on our models, and how any of our modules checks it."""

OPERATIONS = ("read", "write", "create", "unlink")
RIGHTS = {
    # model: reader, contract officer, billing clerk, manager (r, w, c, u)
    "numerian.service.family": ("r", "r", "r", "rwcu"),
    "numerian.authority.change.request": ("r", "rw", "rw", "rw"),
    "numerian.decision.kind": ("r", "r", "r", "r"),
    "numerian.exercice": ("r", "r", "r", "rwcu"),
    "numerian.contract.line.price": ("r", "rwcu", "rwcu", "rwcu"),
    "numerian.price.index": ("r", "r", "r", "rwcu"),
    "numerian.price.index.value": ("r", "r", "r", "rwcu"),
    "numerian.price.indexation": ("r", "rwcu", "rwcu", "rwcu"),
    "numerian.price.indexation.line": ("r", "r", "r", "r"),
    "numerian.price.indexation.product": ("r", "r", "r", "r"),
    "numerian.billing.adjustment": ("r", "r", "r", "rwcu"),
    "numerian.billing.campaign": ("r", "r", "rwcu", "rwcu"),
    "numerian.billing.campaign.line": ("r", "r", "rwcu", "rwcu"),
    "numerian.billing.campaign.item": ("r", "r", "rwcu", "rwcu"),
    "numerian.billing.campaign.line.exclude": ("", "", "rwcu", "rwcu"),
    "numerian.billing.comparison": ("r", "r", "r", "r"),
    "numerian.billing.discrepancy": ("r", "r", "rwc", "rwc"),
    "numerian.billing.position": ("r", "r", "r", "r"),
    "numerian.billing.progress.report": ("r", "r", "r", "r"),
    "numerian.billing.family.report": ("r", "r", "r", "r"),
    "numerian.billing.share.report": ("r", "r", "r", "r"),
    "numerian.billing.cash.report": ("r", "r", "r", "r"),
    "numerian.billing.discrepancy.dismiss": ("", "", "", "rwcu"),
    "numerian.billing.discrepancy.reopen": ("", "", "", "rwcu"),
    "numerian.contract.line.correct": ("", "", "", "rwcu"),
    "numerian.contract.line.correct.preview": ("", "", "", "rwcu"),
    "numerian.contract.clause": ("r", "rwcu", "rwcu", "rwcu"),
    "numerian.contract.change": ("", "", "", "r"),
    "numerian.contract.amendment": ("r", "rwcu", "rwcu", "rwcu"),
    "numerian.contract.amendment.line": ("r", "rwcu", "rwcu", "rwcu"),
    "numerian.authority.merger": ("", "", "", "rwcu"),
    "numerian.contract.import": ("", "", "", "rwcu"),
    "numerian.contract.import.line": ("", "", "", "rwcu"),
    "numerian.titre.counter": ("r", "r", "r", "r"),
    "numerian.bordereau": ("r", "r", "rwcu", "rwcu"),
    "numerian.bordereau.export": ("r", "r", "r", "r"),
    "numerian.titre.cancellation": ("r", "r", "rwcu", "rwcu"),
    "numerian.titre.payment": ("r", "r", "r", "r"),
    "numerian.titre.history.import": ("", "", "", "rwcu"),
    "numerian.titre.history.import.line": ("", "", "", "rwcu"),
    "numerian.titre.payment.import": ("", "", "", "rwcu"),
    "numerian.titre.payment.import.line": ("", "", "", "rwcu"),
}
SHARED = ("numerian.decision.kind",)  # of no company, read by everybody
ROLES = ("reader", "officer", "clerk", "manager")


class RightsMixin:
    """Checks of the models of one module against its table; the class sets both."""

    MODULE = None
    RIGHTS = None
    ROLES = None

    def get_own_models(self):
        return {
            name
            for name, model in self.env.items()
            if model._original_module == self.MODULE and not model._abstract
        }

    def assertRights(self):
        """Every model is in the table, and each role has what it says, no more."""
        self.assertEqual(self.get_own_models(), set(self.RIGHTS))
        for model, rights in self.RIGHTS.items():
            for role, letters in zip(self.ROLES, rights, strict=True):
                with self.subTest(model=model, role=role):
                    self.assertEqual(self.get_letters(role, model), letters)

    def get_letters(self, role, model):
        """Return the operations that a role has on a model: ``rwcu`` or a part."""
        records = self.as_user(role, model)
        return "".join(
            letter
            for letter, operation in zip("rwcu", OPERATIONS, strict=True)
            if records.has_access(operation)
        )
