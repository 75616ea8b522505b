"""Every route of the installation. The single-page app answers whatever is neither API, file nor health."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import include, path, re_path

from accredit.core.api.spa import document


def schema(request: HttpRequest) -> HttpResponseBase:
    """The API's description, whose makings are loaded by the first who asks."""
    from drf_spectacular.views import SpectacularJSONAPIView

    return SpectacularJSONAPIView.as_view()(request)


def docs(request: HttpRequest) -> HttpResponseBase:
    """The page that shows it."""
    from drf_spectacular.views import SpectacularSwaggerSplitView

    return SpectacularSwaggerSplitView.as_view(url_name="schema")(request)


urlpatterns = [
    # Tried in this order, so what is asked for most comes first: an address at the end costs 0.1 ms to find.
    path("api/courses/", include("accredit.learning.api.urls")),
    path("api/registrations/reconciliation/", include("accredit.integrations.api.reconciliation_urls")),
    path("api/registrations/", include("accredit.registrations.api.urls")),
    path("api/", include("accredit.catalogue.api.urls")),
    path("api/", include("accredit.billing.api.urls")),
    path("", include("accredit.core.api.urls")),
    path("api/", include("accredit.accounts.api.urls")),
    path("api/organizations/", include("accredit.organizations.api.urls")),
    path("api/notifications/", include("accredit.notifications.api.urls")),
    path("api/media/", include("accredit.media.api.urls")),
    path("api/accreditation/", include("accredit.accreditation.api.urls")),
    path("api/events/", include("accredit.events.api.urls")),
    path("api/events/", include("accredit.integrations.api.overview_urls")),
    path("api/feedback/", include("accredit.feedback.api.urls")),
    path("api/community/", include("accredit.community.api.urls")),
    path("api/promo-codes/", include("accredit.promo_codes.api.urls")),
    path("api/certificates/", include("accredit.certificates.api.urls")),
    path("api/cpd/", include("accredit.cpd.api.urls")),
    path("api/integrations/", include("accredit.integrations.api.urls")),
    path("api/schema/", schema, name="schema"),
    path("api/docs/", docs, name="docs"),
    path("", include("accredit.notifications.api.pages")),
    path("", include("accredit.catalogue.api.pages")),
    path("", include("accredit.learning.api.pages")),
    path("", include("accredit.events.api.pages")),
    path("", include("accredit.certificates.api.pages")),
    re_path(r"^(?!api/|files/|assets/|static/|health/|\.well-known/)", document, name="app"),
]

handler404 = "accredit.core.api.problems.not_found"
handler500 = "accredit.core.api.problems.server_error"
