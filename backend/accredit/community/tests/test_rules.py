"""Pure decisions: who writes, what a message says, what is not said."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.community.exceptions import RoomIsClosed, Silenced, StaffOnly
from accredit.community.rules.messages import (
    MOST_MENTIONS,
    excerpt,
    mentioned,
    message_html,
    plain,
    word_not_allowed,
)
from accredit.community.rules.rooms import Standing, pair_key, writing_check

AMARA = UUID("019aa620-7c1e-7b60-9d0a-3f0f1c2b4b03")
NAMES = {AMARA: "Amara <Okafor>"}


def check(now: datetime, **facts: object) -> None:
    given_facts = {
        "status": "open",
        "is_announcements": False,
        "standing": Standing.MEMBER,
        "silenced_until": None,
        **facts,
    }
    writing_check(now=now, **given_facts)  # type: ignore[arg-type]  # a test's facts


def test_who_may_write(now: datetime) -> None:
    later = now + timedelta(minutes=1)
    check(now)
    check(now, silenced_until=now)
    check(now, is_announcements=True, silenced_until=later, standing=Standing.STAFF)
    with pytest.raises(StaffOnly):
        check(now, is_announcements=True)
    with pytest.raises(Silenced):
        check(now, silenced_until=later)
    with pytest.raises(RoomIsClosed):
        check(now, status="closed", standing=Standing.STAFF)


@given(st.uuids(), st.uuids())
def test_two_people_have_one_name_together(one: UUID, other: UUID) -> None:
    assert pair_key(str(one), str(other)) == pair_key(str(other), str(one))


def test_people_in_a_message_stand_there_by_name() -> None:
    body = f"<@{AMARA}> and <@{UUID(int=1)}>\nsee **page 4**"
    assert mentioned(body) == [AMARA, UUID(int=1)]
    assert message_html(body, NAMES) == (
        f'<p><mark data-person="{AMARA}">@Amara &lt;Okafor&gt;</mark> and '
        f'<mark data-person="{UUID(int=1)}">@somebody</mark><br>\nsee <strong>page 4</strong></p>'
    )
    assert plain(body, NAMES).startswith("@Amara <Okafor> and @somebody")
    assert excerpt(body, NAMES, limit=10) == "@Amara <O…"


def test_a_name_stands_in_the_text_and_nowhere_in_a_tag() -> None:
    html = message_html(f'[x](https://e.org "<@{AMARA}>") `<@{AMARA}>`', NAMES)
    assert html == (
        f'<p><a href="https://e.org" title="&lt;@{AMARA}&gt;" rel="noopener noreferrer nofollow">x</a> '
        f'<code><mark data-person="{AMARA}">@Amara &lt;Okafor&gt;</mark></code></p>'
    )


def test_each_person_is_named_once_and_not_too_many() -> None:
    assert mentioned(f"<@{AMARA}> <@{AMARA}>") == [AMARA]
    assert len(mentioned(" ".join(f"<@{UUID(int=number)}>" for number in range(50)))) == MOST_MENTIONS


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("# Big", "<p># Big</p>"),
        (
            "https://e.org/a?b=1&c",
            '<p><a href="https://e.org/a?b=1&amp;c" rel="noopener noreferrer nofollow">https://e.org/a?b=1&amp;c</a></p>',
        ),
        (
            "![x](https://example.org/x.png)",
            '<p>!<a href="https://example.org/x.png" rel="noopener noreferrer nofollow">x</a></p>',
        ),
    ],
)
def test_a_message_runs_nothing_and_fetches_nothing(body: str, html: str) -> None:
    assert message_html(body, {}) == html


@given(st.text(alphabet="<>/\"'=&;![]()*_`~ \nscriptmgonxh1:", max_size=200))
def test_no_text_makes_a_tag_that_is_not_ours(body: str) -> None:
    tags = set(re.findall(r"<\s*/?\s*([a-z0-9]+)", message_html(body, {}).lower()))
    assert tags <= {"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Buy SPAM now", "spam"),
        ("spammer", None),
        ("what a **damn  fool**, really", "damn fool"),
        ("_spam_ and 'spam'", "spam"),
        ("sp**am**", "spam"),
        ("[sp](https://e.org)am", "spam"),
        ("&#115;pam", "spam"),
        ("sp\u200bam", "spam"),
        ("s\u00adp\u2060a\ufe0fm", "spam"),
        ("ｓｐａｍ", "spam"),
        ("spa\u0301m", "spam"),
        ("sp\nam", None),
        ("- sp\n- am", None),
        ("One <@01890000-dead-7000-8000-000000000000> two", None),
        ("nothing", None),
        ("", None),
    ],
)
def test_words_that_are_not_used_are_found_as_whole_words_however_they_are_dressed_up(
    body: str, found: str | None
) -> None:
    assert word_not_allowed(body, ["spam", "damn fool", "dead", "***"]) == found
