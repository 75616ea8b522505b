"""The catalogue's document: the front page of the installation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from accredit.core.api.spa import Head, Opening, page

HEADLINE = "Find your next six hours well spent."
"""As the front end has it (`catalogue` in its locales): the page must not change its words when its script comes."""

SCREEN = "features/catalogue/screens/CataloguePage.tsx"


@require_safe
def catalogue_document(request: HttpRequest) -> HttpResponse:
    """`/`, whose first words stand there before the list does."""
    return page(request, Head(opening=Opening(HEADLINE), screen=SCREEN))


urlpatterns = [path("", catalogue_document, name="catalogue-page")]
