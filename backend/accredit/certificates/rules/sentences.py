"""What a person is told about a certificate that is not there yet. Pure."""

from __future__ import annotations

from enum import StrEnum

from .acts import CertificateStatus, HeldFor


class WaitingFor(StrEnum):
    """What stands between an open gate and a certificate in force."""

    EMAIL = "email_not_verified"
    NAME = "name_not_covered"
    TEXT = "text_not_covered"
    PREPARING = "preparing"
    REVOKED = "revoked"
    TIME = "not_time_yet"
    ORGANIZER = "issued_by_hand"


SENTENCES = {
    WaitingFor.EMAIL: "Confirm your email address, and your certificate is issued.",
    WaitingFor.NAME: (
        "Part of your name cannot be printed. Write your legal name in another script in your profile, "
        "and your certificate is issued."
    ),
    WaitingFor.TEXT: "The organizer has to change the wording of this certificate. You need do nothing.",
    WaitingFor.PREPARING: "Your certificate is being prepared. It arrives by mail in a few minutes.",
    WaitingFor.REVOKED: "The organizer has revoked your certificate for this course.",
    WaitingFor.TIME: "Certificates are issued a little after the event. You need do nothing.",
    WaitingFor.ORGANIZER: "The organizer issues the certificates of this event. You need do nothing.",
}
EVENT_SENTENCES = {
    **SENTENCES,
    WaitingFor.REVOKED: "Your certificate for this event was revoked. Its page says why.",
}


def waiting_for_event(
    *, status: str | None, held_for: str, gate_met: bool, email_verified: bool, by_hand: bool, time_has_come: bool
) -> WaitingFor | None:
    """As `waiting_for`, of an event: there is a time before which nothing is issued, or somebody who issues."""
    waiting = waiting_for(status=status, held_for=held_for, gate_met=gate_met, email_verified=email_verified)
    if waiting is WaitingFor.PREPARING and status is None:
        if by_hand:
            return WaitingFor.ORGANIZER
        if not time_has_come:
            return WaitingFor.TIME
    return waiting


def waiting_for(*, status: str | None, held_for: str, gate_met: bool, email_verified: bool) -> WaitingFor | None:
    """The one thing to say; `status` is that of the latest certificate, None without one. None: nothing to wait for."""
    if status == CertificateStatus.PENDING:
        return {HeldFor.NAME: WaitingFor.NAME, HeldFor.TEXT: WaitingFor.TEXT}.get(
            HeldFor(held_for), WaitingFor.PREPARING
        )
    if status == CertificateStatus.REVOKED:
        return WaitingFor.REVOKED
    if status is None and gate_met:
        return WaitingFor.PREPARING if email_verified else WaitingFor.EMAIL
    return None
