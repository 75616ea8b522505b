"""Accreditors and credit types for tests."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from accredit.accreditation.models import Accreditor, CreditType


class AccreditorFactory(DjangoModelFactory):
    class Meta:
        model = Accreditor

    name = factory.Sequence(lambda n: f"Allied Practice Council {n}")
    short_name = "APC"


class CreditTypeFactory(DjangoModelFactory):
    """Clinical credit with one decimal unless said otherwise."""

    class Meta:
        model = CreditType

    accreditor = factory.SubFactory(AccreditorFactory)
    name = "Clinical"
    slug = "clinical"
