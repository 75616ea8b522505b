"""The ticket's page: one page whatever stands on it, and no text acts as anything but text."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest

from accredit.registrations.gateways.ticket_pdf import TicketPage, render_ticket

PAGE = TicketPage(
    organization="Law & Mediation Society",
    brand_colour="#3a5a44",
    title="Capacity in practice",
    when=["Thursday 10 December 2026", "09:30–16:30, Europe/London"],
    where=["Friends House", "173 Euston Road, London"],
    name="Ifeoma Adeyemi",
    ticket="Standard",
    number="4Q7Z-K2M8",
    code="ACC1.4Q7ZK2M8T1V3X5B6C9D0F2G4H7.MZXW6YTBOI3GS5DI",
)


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode().rstrip("\f").split("\f")


def test_the_ticket_names_all_that_the_door_and_the_person_need() -> None:
    [page] = pages(render_ticket(PAGE))
    words = (PAGE.organization, PAGE.title, *PAGE.when, *PAGE.where, PAGE.name, PAGE.ticket, PAGE.number)
    assert [word for word in words if word not in page] == []
    assert PAGE.code in page.replace("\n", "").replace("\u200b", "")


def test_the_longest_words_still_make_one_page() -> None:
    longest = replace(
        PAGE,
        organization="Society " * 15,
        title="W" * 160,
        when=[
            "Wednesday 30 September 2026, 09:30",
            "until Thursday 31 December 2026, America/Argentina/ComodRivadavia",
        ],
        where=["House " * 26, "Road " * 60],
        name="Ifeoma " * 28,
        ticket="T" * 80,
    )
    assert len(pages(render_ticket(longest))) == 1


@pytest.mark.parametrize("text", ['#panic("x")', '"\\', "*bold* _it_ $x$ <a> @b `c`", "{{ 1 }}", "\u202eevil", "李雷"])
def test_no_text_acts_as_markup(text: str) -> None:
    page = replace(PAGE, organization=text, title=text, name=text, ticket=text, where=[text], when=[text])
    assert len(pages(render_ticket(page))) == 1


def test_the_same_words_give_the_same_bytes() -> None:
    assert render_ticket(PAGE) == render_ticket(PAGE)
