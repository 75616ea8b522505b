"""Who recognises credit, for everybody to read."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers
from rest_framework.request import Request

from accredit.accreditation.rules import CreditRule, rule_words
from accredit.accreditation.selectors import accreditors_list, credit_rules_of
from accredit.core.api import ApiView, problem_responses
from accredit.core.api.conditional import conditional_json
from accredit.core.api.description import extend_schema


class CreditRuleSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    words = serializers.CharField(read_only=True, help_text="What the rule says, in one sentence.")
    published_in = serializers.CharField(read_only=True)


class CreditTypeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    decimals = serializers.IntegerField(read_only=True, help_text="How many decimals an amount is shown with.")
    category = serializers.IntegerField(read_only=True, help_text="1–5: place and colour.")
    rule = CreditRuleSerializer(
        read_only=True, allow_null=True, help_text="How time attended becomes credit; null where amounts are fixed."
    )


class AccreditorSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    short_name = serializers.CharField(read_only=True)
    website = serializers.CharField(read_only=True)
    credit_types = CreditTypeSerializer(many=True, read_only=True)


class AccreditorListSerializer(serializers.Serializer[Any]):
    """All of them: the operator keeps a few dozen at most."""

    results = AccreditorSerializer(many=True, read_only=True)


class AccreditorListView(ApiView):
    public = True

    @extend_schema(
        operation_id="accreditation_accreditors_list",
        summary="Accreditors with their credit types",
        responses={200: AccreditorListSerializer, **problem_responses(429)},
        examples=[
            OpenApiExample(
                "Answer",
                value={
                    "results": [
                        {
                            "id": "019aa5f5-0000-7000-8000-000000000087",
                            "name": "Allied Practice Council",
                            "short_name": "APC",
                            "website": "https://apc.example.org",
                            "credit_types": [
                                {
                                    "id": "019aa5f5-0000-7000-8000-000000000088",
                                    "slug": "ethics-law",
                                    "name": "Ethics & law",
                                    "decimals": 1,
                                    "category": 2,
                                    "rule": {
                                        "version": 1,
                                        "name": "Plain hour",
                                        "words": "1 credit for 60 minutes, in steps of 0.5, rounded down.",
                                        "published_in": "Allied Practice Council, CPD handbook",
                                    },
                                }
                            ],
                        }
                    ]
                },
                response_only=True,
            )
        ],
    )
    def get(self, request: Request) -> HttpResponseBase:
        accreditors = accreditors_list()
        rules = credit_rules_of(kind.id for accreditor in accreditors for kind in accreditor.credit_types.all())
        rows = [
            {
                "id": accreditor.id,
                "name": accreditor.name,
                "short_name": accreditor.short_name,
                "website": accreditor.website,
                "credit_types": [
                    {
                        "id": kind.id,
                        "slug": kind.slug,
                        "name": kind.name,
                        "decimals": kind.decimals,
                        "category": kind.category,
                        "rule": _rule_json(rules.get(kind.id)),
                    }
                    for kind in accreditor.credit_types.all()
                ],
            }
            for accreditor in accreditors
        ]
        return conditional_json(request, {"results": rows})


def _rule_json(rule: CreditRule | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {"version": rule.version, "name": rule.name, "words": rule_words(rule), "published_in": rule.source}
