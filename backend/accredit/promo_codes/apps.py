from django.apps import AppConfig


class PromoCodesConfig(AppConfig):
    name = "accredit.promo_codes"

    def ready(self) -> None:
        from accredit.billing.services import discounts

        from .services import PromoCodeDiscount

        discounts.register(PromoCodeDiscount())
