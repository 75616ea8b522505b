"""Named failures of certificates."""

from __future__ import annotations

from accredit.core.errors import Conflict, Forbidden, NotFound, Unprocessable


class CertificateNotFound(NotFound):
    code, title = "certificate_not_found", "There is no certificate at this address, or it is not yours to see."


class FilesWithheld(NotFound):
    code, title = "files_withheld", "The holder has left and the files were deleted. Their fingerprint is kept."


class IssuerNotFound(NotFound):
    code, title = "issuer_not_found", "There is no issuer at this address."


class KeyNotFound(NotFound):
    code, title = "key_not_found", "There is no such key."


class NotIssuedYet(Conflict):
    code, title = "not_issued_yet", "This certificate is still being prepared. Try again in a minute."


class NothingDue(Conflict):
    code, title = "nothing_due", "The learner does not meet every requirement now, so nothing can be issued."


class EventNotOver(Conflict):
    code, title = "event_not_over", "Certificates are issued once the event is completed. Nothing has been issued."


class NotRegistered(Forbidden):
    code, title = "not_registered", "Register for the event to see how far you are."


class DecisionNotFound(NotFound):
    code, title = "decision_not_found", "There is no such question to decide, or it is not yours to see."


class NobodyIsShort(Unprocessable):
    code, title = "nobody_is_short", "Nobody lacks this any more, so nothing was sent."


class NameUnchanged(Conflict):
    code, title = "name_unchanged", "The certificate carries your present name already. Change your legal name first."


class GateNotUsable(Unprocessable):
    code, title = "gate_not_usable", "These requirements cannot be saved like this. Nothing has changed."


class TemplateNotUsable(Unprocessable):
    code, title = "template_not_usable", "The certificate cannot be set like this. Nothing has changed."


class KeyRotatedMeanwhile(Conflict):
    code, title = "key_rotated_meanwhile", "Somebody replaced this key a moment ago. The new one is in use."
