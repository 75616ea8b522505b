"""The failures of promo codes, by name."""

from __future__ import annotations

from accredit.core.errors import Conflict, NotFound, Unprocessable


class PromoCodeExists(Conflict):
    code, title = "promo_code_exists", "Your organization has a code with this name already. Choose another name."


class PromoCodeNotUsable(Unprocessable):
    code, title = "promo_code_not_usable", "The promo code cannot be saved like this."


class PromoCodeNotStarted(Unprocessable):
    code, title = "promo_code_not_started", "This promo code cannot be used yet."


class PromoCodeEnded(Unprocessable):
    code, title = "promo_code_ended", "This promo code has ended. You can go on without it."


class PromoCodeNotForThese(Unprocessable):
    code, title = "promo_code_not_for_these", "This promo code does not apply to what you are buying."


class PromoCodeExhausted(Conflict):
    code, title = "promo_code_exhausted", "This promo code has been used up. Nothing was charged; go on without it."


class PromoCodeUsedByYou(Conflict):
    code = "promo_code_used_by_you"
    title = "You have used this promo code as often as it allows. Nothing was charged; go on without it."


class NoSuchPromoCode(NotFound):
    code, title = "promo_code_not_found", "There is no such promo code in your organization."
