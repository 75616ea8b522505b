"""Routes under /api/registrations/reconciliation/: what they answer needs meetings as well as places."""

from django.urls import path

from .views import reconciliation

app_name = "reconciliation"
urlpatterns = [
    path("", reconciliation.ItemListView.as_view(), name="item-list"),
    path("<uuid:item_id>/decide/", reconciliation.DecideView.as_view(), name="item-decide"),
    path("<uuid:item_id>/undo/", reconciliation.UndoView.as_view(), name="item-undo"),
]
