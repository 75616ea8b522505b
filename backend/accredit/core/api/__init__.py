"""The pieces that every app's API is made of."""

from .pagination import CursorList, paginated
from .problems import problem_responses
from .serializers import MoneySerializer
from .views import ApiView

__all__ = ["ApiView", "CursorList", "MoneySerializer", "paginated", "problem_responses"]
