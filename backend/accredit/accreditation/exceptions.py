"""Named failures of accreditation."""

from accredit.core.errors import Conflict, NotFound, Unprocessable


class AccreditorNotFound(NotFound):
    code, title = "accreditor_not_found", "There is no such accreditor."


class CreditTypeNotFound(NotFound):
    code, title = "credit_type_not_found", "There is no such credit type."


class CreditAmountNotUsable(Unprocessable):
    code, title = "credit_amount_not_usable", "This amount cannot be given in that credit type."


class AccreditorExists(Conflict):
    code, title = "accreditor_exists", "An accreditor of this name is there already."


class CreditTypeExists(Conflict):
    code, title = "credit_type_exists", "This accreditor has a credit type of that name already."


class CreditRuleNotUsable(Unprocessable):
    code, title = "credit_rule_not_usable", "This rule cannot be used."


class CreditRuleChanged(Conflict):
    code, title = "credit_rule_changed", "Somebody else has just written a new version of this rule. Look at it first."
