"""One DRF list: what a worker of any Django and DRF project has loaded. Memory is compared with it."""

from __future__ import annotations

from typing import Any

from django.db import connection
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

COURSES = "SELECT title, subtitle, price_amount FROM learning_course ORDER BY id LIMIT 50"


class CourseSerializer(serializers.Serializer[Any]):
    """A few columns."""

    title = serializers.CharField()
    subtitle = serializers.CharField()
    price_amount = serializers.IntegerField()


class CourseListView(APIView):
    """Fifty rows."""

    def get(self, request: Request) -> Response:
        with connection.cursor() as cursor:
            cursor.execute(COURSES)
            rows = [dict(zip(("title", "subtitle", "price_amount"), row, strict=True)) for row in cursor.fetchall()]
        return Response(CourseSerializer(rows, many=True).data)
