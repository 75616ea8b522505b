"""Routes under /api/accreditation/."""

from django.urls import path

from .views import AccreditorListView

app_name = "accreditation"
urlpatterns = [path("accreditors/", AccreditorListView.as_view(), name="accreditor-list")]
