"""Named failures of accreditation."""

from accredit.core.errors import Conflict, NotFound, Unprocessable


class CreditTypeNotFound(NotFound):
    code, title = "credit_type_not_found", "There is no such credit type."


class CreditAmountNotUsable(Unprocessable):
    code, title = "credit_amount_not_usable", "This amount cannot be given in that credit type."


class AccreditorExists(Conflict):
    code, title = "accreditor_exists", "An accreditor of this name is there already."


class CreditTypeExists(Conflict):
    code, title = "credit_type_exists", "This accreditor has a credit type of that name already."
