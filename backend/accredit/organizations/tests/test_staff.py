from typing import Any

import pytest
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient

from accredit.core.testing import api, queries
from accredit.organizations.api.staff import StaffView
from accredit.organizations.models import Organization
from accredit.organizations.permissions import Permission

from .factories import OrganizationFactory, member

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class SalesView(StaffView):
    """A view as another app writes it."""

    permission = Permission.VIEW_SALES
    permission_by_method = {"POST": Permission.REFUND_ORDERS, "DELETE": None}

    def get(self, request: Request) -> Response:
        return Response({"slug": self.organization.slug, "roles": self.membership.roles})

    post = delete = get


urlpatterns = [path("sales/", SalesView.as_view())]


def get(user: Any, organization: Any, method: str = "get") -> Any:
    return getattr(api(user, organization), method)("/sales/")


@pytest.mark.happy
def test_a_member_speaks_for_the_organization_in_the_header(organization: Organization) -> None:
    answer = get(member(organization, "finance"), organization)
    assert answer.json() == {"slug": "meridian", "roles": ["finance"]}
    assert "Accredit-Organization" in answer["Vary"]


def test_the_tenant_costs_one_query(organization: Organization) -> None:
    client = api(member(organization, "finance"), organization)
    assert queries(lambda: client.get("/sales/")) == 1


@pytest.mark.parametrize(
    ("role", "codes"),
    [("owner", [200, 200, 200]), ("organizer", [200, 403, 200]), ("door", [403, 403, 200])],
)
def test_each_method_asks_for_its_permission(organization: Organization, role: str, codes: list[int]) -> None:
    user = member(organization, role)
    assert [get(user, organization, method).status_code for method in ("get", "post", "delete")] == codes


@pytest.mark.isolation
def test_who_is_no_member_or_names_no_tenant_finds_nothing(organization: Organization) -> None:
    outsider = member(OrganizationFactory(), "owner")
    answers = [get(outsider, organization), get(outsider, None), get(outsider, OrganizationFactory.build(slug="no"))]
    assert [a.status_code for a in answers] == [404, 404, 404]
    assert all("Accredit-Organization" in a["Vary"] for a in answers)


def test_a_stranger_is_asked_to_sign_in(organization: Organization) -> None:
    client = APIClient()
    client.credentials(HTTP_ACCREDIT_ORGANIZATION="meridian")
    assert client.get("/sales/").status_code == 401


def test_what_a_method_needs_can_be_asked_without_a_request() -> None:
    assert [SalesView.permission_for(m) for m in ("get", "POST", "delete")] == [
        Permission.VIEW_SALES,
        Permission.REFUND_ORDERS,
        None,
    ]
