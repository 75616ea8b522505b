"""Our people and things as Stripe knows them, in step before a payment page is made. Never in a transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F

from accredit.accounts.selectors import user_get
from accredit.billing.exceptions import PaymentProviderFailed, PaymentProviderForgot
from accredit.billing.gateways import stripe as gateway
from accredit.billing.models import OrderLine, StripeCustomer, StripeProduct
from accredit.billing.services.purchasables import ItemRef, purchasable
from accredit.core.jobs import enqueue
from accredit.core.money import Money

PRODUCT_SYNC = "billing.product_sync"


def customer_sync(*, user_id: UUID) -> str:
    """The id of this person's customer at Stripe, made when there is none and told of a new address."""
    user = user_get(user_id=user_id)
    row, _ = StripeCustomer.objects.get_or_create(user_id=user_id, defaults={"email": user.email})
    if row.customer_id is None:
        try:
            customer_id = gateway.customer_create(
                key=str(row.id), user_id=str(user_id), email=row.email, name=user.display_name
            )
        except (PaymentProviderFailed, PaymentProviderForgot):
            StripeCustomer.objects.filter(pk=row.pk, customer_id=None).delete()
            raise
        StripeCustomer.objects.filter(pk=row.pk).update(customer_id=customer_id)
        row.customer_id = customer_id
    if row.email != user.email:
        gateway.customer_update(row.customer_id, email=user.email)
        StripeCustomer.objects.filter(pk=row.pk).update(email=user.email)
    return row.customer_id


def product_sync(*, item: ItemRef, name: str, price: Money) -> StripeProduct:
    """The item's Product, under its present name and with one active Price of `price` (none for a price of nothing).

    Safe to run twice at once, and again after a crash at any point: a former Price stays noted until it is archived.
    """
    row = _product(item, name)
    product_id = row.product_id or ""
    if row.name != name:
        gateway.product_rename(product_id, name=name)
        StripeProduct.objects.filter(pk=row.pk).update(name=name)
    if price and (row.amount, row.currency) != (price.amount, price.currency):
        _archive_former(row)
        _replace_price(row, product_id, price)
        row.refresh_from_db()
    _archive_former(row)
    return row


def product_of(line: OrderLine) -> ItemRef:
    """What Stripe knows as the Product of a line."""
    if line.product_id is not None:
        return ItemRef(line.product_kind, line.product_id)
    return ItemRef(line.item_kind, line.item_id)


def purchasable_changed(*, item_kind: str, item_id: UUID) -> None:
    """An item got a new name or price: bring its Product and Price into step, in a job.

    For the app that owns the item; called in the transaction of the change. A checkout does the same when it comes
    first, so that nobody ever pays an old price.
    """
    enqueue(PRODUCT_SYNC, item_kind, str(item_id), unique_key=f"{PRODUCT_SYNC}:{item_kind}:{item_id}")


def item_sync(*, item: ItemRef, now: datetime) -> None:
    """The job's part of `purchasable_changed`. Nothing to do for what Stripe has never heard of, or is not for sale."""
    if not StripeProduct.objects.filter(item_kind=item.item_kind, item_id=item.item_id).exists():
        return
    for quote in purchasable(item.item_kind).quote(item_ids=[item.item_id], buyer_id=None, now=now):
        product_sync(item=item, name=quote.title, price=quote.unit)


def forget(*, user_id: UUID | None, lines: list[OrderLine]) -> None:
    """Stripe does not know a customer, product or price that we name: drop our notes of them, to be made anew."""
    if user_id is not None:
        StripeCustomer.objects.filter(user_id=user_id).delete()
    for line in lines:
        item_kind, item_id = product_of(line)
        StripeProduct.objects.filter(item_kind=item_kind, item_id=item_id).delete()


def _product(item: ItemRef, name: str) -> StripeProduct:
    row, _ = StripeProduct.objects.get_or_create(
        item_kind=item.item_kind, item_id=item.item_id, defaults={"name": name}
    )
    if row.product_id is not None:
        return row
    try:
        product_id = gateway.product_create(
            key=str(row.id), name=row.name, item_kind=item.item_kind, item_id=str(item.item_id)
        )
    except (PaymentProviderFailed, PaymentProviderForgot):
        StripeProduct.objects.filter(pk=row.pk, product_id=None).delete()
        raise
    StripeProduct.objects.filter(pk=row.pk).update(product_id=product_id)
    row.product_id = product_id
    return row


def _replace_price(row: StripeProduct, product_id: str, price: Money) -> None:
    """Whoever is faster decides; the slower one's Price is the same one, by its key, or is archived at once."""
    version = row.price_version
    key = f"{row.id}:{version + 1}:{price.amount}:{price.currency}"
    try:
        price_id = gateway.price_create(key=key, product_id=product_id, amount=price)
    except PaymentProviderFailed:
        StripeProduct.objects.filter(pk=row.pk, price_version=version).update(price_version=version + 1)
        raise
    won = StripeProduct.objects.filter(pk=row.pk, price_version=version).update(
        replaced_price_id=F("price_id"),
        price_id=price_id,
        amount=price.amount,
        currency=price.currency,
        price_version=version + 1,
    )
    if not won and not StripeProduct.objects.filter(pk=row.pk, price_id=price_id).exists():
        gateway.price_archive(price_id)


def _archive_former(row: StripeProduct) -> None:
    if row.replaced_price_id:
        gateway.price_archive(row.replaced_price_id)
        StripeProduct.objects.filter(pk=row.pk, replaced_price_id=row.replaced_price_id).update(replaced_price_id="")
        row.replaced_price_id = ""
