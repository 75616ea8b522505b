"""Amounts of credit, and who recognises them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accredit.accreditation.exceptions import (
    AccreditorExists,
    CreditAmountNotUsable,
    CreditTypeExists,
    CreditTypeNotFound,
)
from accredit.accreditation.models import CreditType
from accredit.accreditation.rules import fits_decimals, format_credits, parse_credits
from accredit.accreditation.selectors import credit_type_get, credit_types_by_ids
from accredit.accreditation.services import accreditor_create, amount_parse, credit_type_create
from accredit.core.ids import new_id
from accredit.core.testing import api, queries

from .factories import AccreditorFactory, CreditTypeFactory


@given(st.integers(0, 999_999_999), st.sampled_from([1, 2]))
def test_a_shown_amount_reads_back_as_itself_and_never_promises_more(hundredths: int, decimals: int) -> None:
    shown = parse_credits(format_credits(hundredths, decimals))
    assert shown is not None
    assert shown <= hundredths < shown + 10
    assert (shown == hundredths) == fits_decimals(hundredths, decimals)


@pytest.mark.parametrize(
    ("hundredths", "decimals", "text"),
    [(500, 1, "5.0"), (525, 2, "5.25"), (559, 1, "5.5"), (0, 1, "0.0"), (-250, 1, "-2.5"), (-4, 1, "0.0")],
)
def test_credit_is_shown_with_its_types_decimals(hundredths: int, decimals: int, text: str) -> None:
    assert format_credits(hundredths, decimals) == text


@pytest.mark.parametrize("text", ["", "-1", "1.234", "1,5", "x", "1e3", ".5", "99999999"])
def test_what_is_no_plain_decimal_is_no_amount(text: str) -> None:
    assert parse_credits(text) is None


@pytest.mark.django_db
def test_the_operator_adds_accreditors_and_credit_types_once_each() -> None:
    council = accreditor_create(name="Allied Practice Council", short_name="APC")
    kind = credit_type_create(accreditor=council, name="Ethics & law", category=2)
    assert kind.slug == "ethics-law"
    with pytest.raises(AccreditorExists):
        accreditor_create(name="ALLIED practice council", short_name="X")
    with pytest.raises(CreditTypeExists):
        credit_type_create(accreditor=council, name="Ethics law", category=3)
    other = credit_type_create(accreditor=AccreditorFactory(), name="Ethics & law", category=2)
    assert set(credit_types_by_ids([kind.id, other.id, new_id()])) == {kind.id, other.id}


@pytest.mark.django_db
def test_an_amount_must_be_showable_and_above_zero() -> None:
    kind = CreditTypeFactory(decimals=1)
    assert amount_parse(credit_type=kind, text="5.5") == 550
    for text in ("0", "5.25", "five"):
        with pytest.raises(CreditAmountNotUsable, match="one decimal"):
            amount_parse(credit_type=kind, text=text)
    assert amount_parse(credit_type=CreditTypeFactory(decimals=2), text="5.25") == 525


@pytest.mark.django_db
def test_an_unknown_credit_type_is_not_found() -> None:
    with pytest.raises(CreditTypeNotFound):
        credit_type_get(credit_type_id=new_id())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "change"), [("credit_type_decimals", {"decimals": 3}), ("credit_type_category", {"category": 6})]
)
def test_the_database_itself_refuses_an_impossible_credit_type(constraint: str, change: dict[str, int]) -> None:
    kind = CreditTypeFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CreditType.objects.filter(pk=kind.pk).update(**change)


@pytest.mark.django_db
@pytest.mark.happy
def test_everybody_reads_the_accreditors_in_three_queries_however_many() -> None:
    council = AccreditorFactory(name="Council", short_name="C")
    CreditTypeFactory(accreditor=council, slug="ethics", name="Ethics", category=2)
    CreditTypeFactory(accreditor=council, slug="clinical", name="Clinical", category=1)
    first = api().get("/api/accreditation/accreditors/")
    assert [kind["name"] for kind in first.json()["results"][0]["credit_types"]] == ["Clinical", "Ethics"]
    one = queries(lambda: api().get("/api/accreditation/accreditors/"))
    CreditTypeFactory.create_batch(20)
    assert queries(lambda: api().get("/api/accreditation/accreditors/")) == one == 3
    assert api().get("/api/accreditation/accreditors/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
