from django.apps import AppConfig


class CpdConfig(AppConfig):
    name = "accredit.cpd"

    def ready(self) -> None:
        from accredit.certificates.domain_events import CertificateIssued, CertificateRevoked
        from accredit.core import outbox, privacy

        from . import domain_events, receivers, selectors, services  # noqa: F401 - registers the names of the news

        for event in (CertificateIssued, CertificateRevoked):
            outbox.subscribe(event, receivers.on_certificate)
        privacy.register_export("cpd", selectors.person_export)
        privacy.register_erase("cpd", services.person_erase)
