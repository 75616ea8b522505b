"""Whoever leaves is named no more in what Stripe told."""

from __future__ import annotations

import json

import pytest
from django.db import transaction

from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import StripeCustomer
from accredit.core import clock, inbound, privacy
from accredit.core.models import InboundMessage

pytestmark = pytest.mark.django_db


def test_deliveries_that_name_who_leaves_are_emptied_and_failed_ones_can_be_replayed() -> None:
    person = UserFactory()
    StripeCustomer.objects.create(user=person, customer_id="cus_1", email=person.email)
    told = {
        "evt_1": {"customer_details": {"email": person.email.upper(), "name": "Ada"}},
        "evt_2": {"customer": "cus_1"},
        "evt_3": {"customer": "cus_2"},
        "evt_4": {"customer_email": person.email, "payment_intent": "pi_9"},
    }
    for name, about in told.items():
        inbound.store("stripe", name, json.dumps({"data": {"object": about}}).encode())
    InboundMessage.objects.update(status="handled", handled_at=clock.now())
    InboundMessage.objects.filter(external_id="evt_4").update(status="failed", handled_at=None)
    for _ in range(2):
        with transaction.atomic():
            privacy.erase(person.id, now=clock.now())
    bodies = dict(InboundMessage.objects.values_list("external_id", "body"))
    assert (bodies["evt_1"], bodies["evt_2"]) == ("", "")
    assert json.loads(bodies["evt_3"])["data"]["object"] == told["evt_3"]
    assert json.loads(bodies["evt_4"])["data"]["object"] == {"customer_email": "", "payment_intent": "pi_9"}
