"""Writes of promo codes, and the discount that billing asks for."""

from .codes import TargetEntry, promo_code_create, promo_code_update
from .discount import PromoCodeDiscount

__all__ = ["PromoCodeDiscount", "TargetEntry", "promo_code_create", "promo_code_update"]
