from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "accredit.billing"

    def ready(self) -> None:
        from accredit.billing import receivers, selectors, tasks  # noqa: F401 - registers jobs and the inbound handler
        from accredit.billing.services import invoice_files, people, receipts
        from accredit.core import privacy
        from accredit.notifications.services import Kind, register_kind

        for name, label, title in (
            (receipts.RECEIPT_KIND, "Receipts", "Receipt for order {number}"),
            (invoice_files.CREDIT_NOTE_KIND, "Credit notes", "Credit note {number}"),
            (
                receipts.PAYMENT_FAILED_KIND,
                "Payments that failed",
                "The payment of order {number} did not go through",
            ),
        ):
            register_kind(Kind(name, label, title, transactional=True, in_bell=False))
        privacy.register_export("billing", selectors.person_export)
        privacy.register_erase("billing", people.person_erase)
