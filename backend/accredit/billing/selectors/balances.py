"""Reads of what sellers are owed, and of their figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import TruncDate

from accredit.billing.models import BalanceEntry, OrderLine
from accredit.billing.rules.balances import EntryKind
from accredit.core.money import Money
from accredit.organizations.models import Organization

TOP_ITEMS = 5


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day in the organization's zone; `refunded` is what went back that day, less what came back of it."""

    on: date
    gross: Money
    refunded: Money


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """Something that was sold, under the title of its latest sale."""

    item_kind: str
    item_id: UUID
    title: str
    sold: int
    gross: Money


@dataclass(frozen=True, slots=True)
class Figures:
    """How an organization has sold in one currency over some days, the last of which is today. `balance` is what it is
    owed by now, of all time; `balances` are the same for every currency in which it has ever sold."""

    currency: str
    gross: Money
    refunded: Money
    orders: int
    per_day: Sequence[DayFigures]
    top_items: Sequence[ItemFigures]
    balance: Money
    balances: Sequence[Money]

    @property
    def currencies(self) -> Sequence[str]:
        return [owed.currency for owed in self.balances]

    @property
    def net(self) -> Money:
        return self.gross - self.refunded


@dataclass(frozen=True, slots=True)
class SalesFigures:
    """What was sold in one currency; `refunded` is what went back, less what came back of it."""

    gross: Money
    refunded: Money

    @property
    def net(self) -> Money:
        return self.gross - self.refunded


def balances_of(*, organization: Organization) -> Mapping[str, Money]:
    """What an organization is owed, by currency; one entry for each in which it has ever sold. One query."""
    sums = BalanceEntry.objects.filter(organization=organization).values("currency").annotate(sum=Sum("amount"))
    rows = sums.order_by("currency").values_list("currency", "sum")
    return {currency: Money(amount, currency) for currency, amount in rows}


def line_balances(*, line_ids: Iterable[UUID]) -> Mapping[UUID, int]:
    """What each of these lines still adds to its seller's balance, in minor units. One query."""
    wanted = list(line_ids)
    sums = BalanceEntry.objects.filter(order_line_id__in=wanted).values("order_line_id").annotate(sum=Sum("amount"))
    return dict.fromkeys(wanted, 0) | dict(sums.order_by().values_list("order_line_id", "sum"))


def sales_of_lines(*, line_ids: Iterable[UUID]) -> list[SalesFigures]:
    """What these lines have brought, one entry for each currency. One query; `line_ids` may be a query of its own."""
    sums = (
        BalanceEntry.objects.filter(order_line_id__in=line_ids).values("currency", "kind").annotate(sum=Sum("amount"))
    )
    found: dict[str, SalesFigures] = {}
    for currency, kind, amount in sums.order_by("currency", "kind").values_list("currency", "kind", "sum"):
        so_far = found.get(currency, SalesFigures(Money.zero(currency), Money.zero(currency)))
        changed = Money(amount, currency)
        found[currency] = (
            replace(so_far, gross=so_far.gross + changed)
            if kind == EntryKind.SALE
            else replace(so_far, refunded=so_far.refunded - changed)
        )
    return list(found.values())


def figures_of(*, organization: Organization, currency: str = "", days: int, now: datetime) -> Figures:
    """Sales and refunds of the last `days` days, today included, by the organization's own calendar and in its own
    currency unless one is named. Four queries."""
    currency = currency or organization.currency
    zone = ZoneInfo(organization.time_zone)
    today = now.astimezone(zone).date()
    first = today - timedelta(days=days - 1)
    entries = BalanceEntry.objects.filter(
        organization=organization, currency=currency, created_at__gte=datetime.combine(first, time.min, zone)
    )
    per_day = _per_day(entries, [first + timedelta(days=n) for n in range(days)], currency, zone)
    balances = balances_of(organization=organization)
    zero = Money.zero(currency)
    return Figures(
        currency=currency,
        gross=sum((day.gross for day in per_day), zero),
        refunded=sum((day.refunded for day in per_day), zero),
        orders=_orders(entries),
        per_day=per_day,
        top_items=_top_items(entries, organization, currency),
        balance=balances.get(currency, zero),
        balances=list(balances.values()),
    )


def _per_day(entries: QuerySet[BalanceEntry], days: Sequence[date], currency: str, zone: ZoneInfo) -> list[DayFigures]:
    gross, refunded = dict.fromkeys(days, 0), dict.fromkeys(days, 0)
    rows = entries.annotate(on=TruncDate("created_at", tzinfo=zone)).values("on", "kind").annotate(sum=Sum("amount"))
    for on, kind, amount in rows.order_by("on").values_list("on", "kind", "sum"):
        if on in gross:
            (gross if kind == EntryKind.SALE else refunded)[on] += amount if kind == EntryKind.SALE else -amount
    return [DayFigures(on, Money(gross[on], currency), Money(refunded[on], currency)) for on in days]


def _orders(entries: QuerySet[BalanceEntry]) -> int:
    counted = entries.filter(kind=EntryKind.SALE).aggregate(count=Count("order_line__order_id", distinct=True))
    return int(counted["count"])


def _top_items(entries: QuerySet[BalanceEntry], organization: Organization, currency: str) -> list[ItemFigures]:
    latest = OrderLine.objects.filter(
        organization=organization,
        item_kind=OuterRef("order_line__item_kind"),
        item_id=OuterRef("order_line__item_id"),
        order__paid_at__isnull=False,
    ).order_by("-created_at", "-id")
    rows = (
        entries.filter(kind=EntryKind.SALE)
        .values("order_line__item_kind", "order_line__item_id")
        .annotate(sold=Count("id"), gross=Sum("amount"), title=Subquery(latest.values("title")[:1]))
        .order_by("-gross", "-sold", "order_line__item_id")
    )
    return [
        ItemFigures(
            row["order_line__item_kind"],
            row["order_line__item_id"],
            row["title"],
            row["sold"],
            Money(row["gross"], currency),
        )
        for row in rows[:TOP_ITEMS]
    ]
