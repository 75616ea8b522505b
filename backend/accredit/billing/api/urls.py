"""Routes below `/api/`."""

from django.urls import path

from .views.carts import CartItemView, CartView
from .views.figures import FiguresView
from .views.invoices import InvoiceDetailView, InvoiceDownloadView, InvoiceListView
from .views.orders import OrderDetailView, OrderListView, QuoteView
from .views.payments import CartCheckoutView, CheckoutView, WebhookView
from .views.sales import RefundDetailView, RefundListView, SaleListView
from .views.sellers import SellerProfileView

app_name = "billing"
urlpatterns = [
    path("payments/stripe/", CheckoutView.as_view(), name="checkout-create"),
    path("payments/stripe_cart/", CartCheckoutView.as_view(), name="cart-checkout-create"),
    path("payments/webhook/", WebhookView.as_view(), name="webhook-receive"),
    path("courses/cartItem/", CartView.as_view(), name="cart-item-list"),
    path("courses/cartItem/<uuid:cart_item_id>/", CartItemView.as_view(), name="cart-item-detail"),
    path("billing/orders/", OrderListView.as_view(), name="order-list"),
    path("billing/orders/<uuid:order_id>/", OrderDetailView.as_view(), name="order-detail"),
    path("billing/quote/", QuoteView.as_view(), name="quote-create"),
    path("billing/sales/", SaleListView.as_view(), name="sale-list"),
    path("billing/refunds/", RefundListView.as_view(), name="refund-list"),
    path("billing/refunds/<uuid:refund_id>/", RefundDetailView.as_view(), name="refund-detail"),
    path("billing/invoices/", InvoiceListView.as_view(), name="invoice-list"),
    path("billing/invoices/<uuid:invoice_id>/", InvoiceDetailView.as_view(), name="invoice-detail"),
    path("billing/invoices/<uuid:invoice_id>/download/", InvoiceDownloadView.as_view(), name="invoice-download"),
    path("billing/figures/", FiguresView.as_view(), name="figures-detail"),
    path("billing/seller-profile/", SellerProfileView.as_view(), name="seller-profile"),
]
