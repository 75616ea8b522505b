"""The page where whoever has a mail ends mails of its kind; it needs neither a sign-in nor a script."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from accredit.notifications import services
from accredit.notifications.exceptions import UnsubscribeLinkBroken
from accredit.notifications.rules import Kind


@method_decorator(csrf_exempt, name="dispatch")  # the signed address is the proof
class UnsubscribePage(View):
    """`/unsubscribe/{token}`: looking changes nothing, posting ends the mails."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            kind = services.unsubscribe_kind(token=token)
        except UnsubscribeLinkBroken as broken:
            return _refused(request, broken)
        return _page(request, kind, is_done=False)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            kind = services.unsubscribe_kind(token=token)
            services.unsubscribe(token=token)
        except UnsubscribeLinkBroken as broken:
            return _refused(request, broken)
        return _page(request, kind, is_done=True)


def _page(request: HttpRequest, kind: Kind, *, is_done: bool) -> HttpResponse:
    return _rendered(request, {"label": kind.label, "is_done": is_done}, HTTPStatus.OK)


def _refused(request: HttpRequest, broken: UnsubscribeLinkBroken) -> HttpResponse:
    return _rendered(request, {"problem": broken.title}, HTTPStatus.BAD_REQUEST)


def _rendered(request: HttpRequest, context: dict[str, Any], status: HTTPStatus) -> HttpResponse:
    values = context | {"preferences": services.PREFERENCES_PATH}
    response = render(request, "notifications/unsubscribe.html", values, status=status)
    response["Cache-Control"] = "no-store"
    # The address must not travel on to other sites.
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


urlpatterns = [path("unsubscribe/<str:token>", UnsubscribePage.as_view(), name="unsubscribe-page")]
