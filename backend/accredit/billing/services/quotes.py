"""What things would cost, priced from rows at this moment. Nothing is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accredit.billing.exceptions import CartEmpty, ItemNotForSale, MixedCurrencies
from accredit.billing.rules.prices import LinePrice, TaxRule, Totals, add_up, price_line
from accredit.billing.selectors import tax_rules
from accredit.billing.services.discounts import Reduction, discount
from accredit.billing.services.purchasables import ItemRef, Quote, by_kind, purchasable
from accredit.core.money import Money


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One item with its price after discount and tax."""

    quote: Quote
    tax: TaxRule
    price: LinePrice


@dataclass(frozen=True, slots=True)
class Basket:
    """What an order of these items would be: one currency, at least one line, the total the sum of the lines."""

    lines: tuple[PricedLine, ...]
    totals: Totals
    reduction: Reduction | None

    @property
    def currency(self) -> str:
        return self.totals.total.currency

    @property
    def tax_inclusive(self) -> bool:
        """Whether every advertised price contains its tax."""
        return all(line.tax.inclusive for line in self.lines)


def quote_basket(*, items: Sequence[ItemRef], buyer_id: UUID | None, promo_code: str = "", now: datetime) -> Basket:
    """Price these items as one order.

    Raises CartEmpty, ItemNotForSale, MixedCurrencies, and what the promo code's app raises.
    """
    wanted = list(dict.fromkeys(items))
    if not wanted:
        raise CartEmpty
    quotes = quotes_by_ref(items=wanted, buyer_id=buyer_id, now=now)
    if len(quotes) < len(wanted):
        raise ItemNotForSale
    return basket_of([quotes[ref] for ref in wanted], buyer_id=buyer_id, promo_code=promo_code, now=now)


def quotes_by_ref(*, items: Sequence[ItemRef], buyer_id: UUID | None, now: datetime) -> Mapping[ItemRef, Quote]:
    """Present prices of those items that are for sale, in a number of queries that depends on the kinds only."""
    return {
        quote.ref: quote
        for kind, item_ids in by_kind(items).items()
        for quote in purchasable(kind).quote(item_ids=item_ids, buyer_id=buyer_id, now=now)
    }


def basket_of(quotes: Sequence[Quote], *, buyer_id: UUID | None, promo_code: str = "", now: datetime) -> Basket:
    """Discount, tax and add up at least one quote. Raises MixedCurrencies, and what the promo code's app raises."""
    if len({quote.unit.currency for quote in quotes}) > 1:
        raise MixedCurrencies
    code = promo_code.strip()
    reduction = discount().price(code=code, lines=quotes, buyer_id=buyer_id, now=now) if code else None
    taxes = tax_rules(quote.organization_id for quote in quotes)
    lines = []
    for quote in quotes:
        off = reduction.amounts.get(quote.ref) if reduction else None
        tax = taxes[quote.organization_id]
        lines.append(PricedLine(quote, tax, price_line(quote.unit, off or Money.zero(quote.unit.currency), tax)))
    return Basket(tuple(lines), add_up([line.price for line in lines]), reduction)
