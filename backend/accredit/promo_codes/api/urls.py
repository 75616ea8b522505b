"""Routes below /api/promo-codes/."""

from django.urls import path

from .views import PromoCodeDetail, PromoCodeList

app_name = "promo_codes"
urlpatterns = [
    path("", PromoCodeList.as_view(), name="promo-code-list"),
    path("<uuid:promo_code_id>/", PromoCodeDetail.as_view(), name="promo-code-detail"),
]
