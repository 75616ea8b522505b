"""The certificate's page: what is refused, what fits, and that no text acts as anything but text."""

import struct
import subprocess
import threading
import unicodedata
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accredit.certificates.gateways.engraving import engraving_svg
from accredit.certificates.gateways.facts import MAX_IMAGE_BYTES, MAX_NAME, figure
from accredit.certificates.gateways.rendering import (
    ASSETS,
    CertificateFacts,
    CreditLine,
    FactsInvalid,
    Logo,
    NameNotCovered,
    RenderingFailed,
    Signatory,
    TextNotCovered,
    render_pdf,
    uncovered_characters,
)
from accredit.core.fonts import FONTS, clean_text


def credit(hundredths: int, name: str, decimals: int = 1) -> CreditLine:
    return CreditLine(amount_hundredths=hundredths, decimals=decimals, name=name)


FACTS = CertificateFacts(
    organization="Northbridge Clinical Network",
    brand_colour="#3a5a44",
    holder="Amara Okafor",
    title="The deteriorating patient: recognising and escalating early",
    number="NCN-7Q4K-2M9D",
    verify_url="https://accredit.example/c/7q4k2m9dabcdefghijklmnopqr",
    verify_label="accredit.example/c",
    issued_on=date(2026, 12, 11),
    issued_label="Issued 11 December 2026",
    details=("Thursday 10 December 2026 · Foundry Hall, Manchester · in person",),
    credits=(credit(450, "Clinical"), credit(100, "Leadership"), credit(50, "Open")),
    total=credit(600, "CPD credits"),
    approval="Approved by the Allied Practice Council, activity APC-26-1187",
    signatories=(Signatory(name="Dr Samuel Adeyemi", title="Programme lead"),),
    language="en-GB",
)


def png(width: int, height: int) -> bytes:
    """A plain picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x33\x66\x99" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def text_of(pdf: bytes, folder: Path) -> str:
    """What a reader can copy from the page."""
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return unicodedata.normalize("NFC", done.stdout.decode())


def pages(pdf: bytes, folder: Path) -> int:
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    return int(subprocess.run(["qpdf", "--show-npages", str(path)], capture_output=True, check=True).stdout)


def test_the_page_says_what_the_facts_say(tmp_path: Path) -> None:
    words = text_of(render_pdf(FACTS), tmp_path)
    for expected in ("Amara Okafor", "The deteriorating patient:", "4.5", "6.0", "CPD credits", "NCN-7Q4K-2M9D"):
        assert expected in words


def test_the_file_claims_both_standards_and_its_metadata() -> None:
    pdf = render_pdf(FACTS)
    assert b"<pdfaid:part>2<" in pdf
    assert b"<pdfaid:conformance>A<" in pdf
    assert b"<pdfuaid:part>1<" in pdf
    assert b"Certificate NCN-7Q4K-2M9D: Amara Okafor, The deteriorating patient" in pdf
    assert b"(en-GB)" in pdf


def test_the_same_facts_give_the_same_bytes() -> None:
    assert render_pdf(FACTS) == render_pdf(FACTS)


@pytest.mark.parametrize(
    "name",
    [
        "Екатерина Щербакова",
        "Κωνσταντίνος Παπαδόπουλος",
        "Nguyễn Thị Hồng Ánh",
        "محمد عبد الرحمن العلي",
        "שרה כהן",
        "अनन्या श्रीवास्तव",
        "สมชาย ศรีสุวรรณ",
        "Նարե Հակոբյան",
        "ნინო ბერიძე",
        "Łukasz Żółć-Čapek",
    ],
)
def test_names_of_many_scripts_are_set(name: str, tmp_path: Path) -> None:
    assert pages(render_pdf(replace(FACTS, holder=name)), tmp_path) == 1


@pytest.mark.parametrize(
    ("name", "missing"), [("张伟", {"张", "伟"}), ("Amara 🎓", {"🎓"}), ("Ann \ue000", {"\ue000"})]
)
def test_a_name_without_a_font_is_refused_by_name(name: str, missing: set[str]) -> None:
    with pytest.raises(NameNotCovered) as refused:
        render_pdf(replace(FACTS, holder=name))
    assert refused.value.characters == missing


def test_a_title_without_a_font_is_refused_too() -> None:
    with pytest.raises(TextNotCovered) as refused:
        render_pdf(replace(FACTS, title="漢方 for beginners"))
    assert refused.value.field == "title"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=60))
def test_any_name_gives_a_valid_page_or_is_refused(name: str) -> None:
    facts = replace(FACTS, holder=name)
    cleaned = clean_text(name)
    if not cleaned:
        with pytest.raises(FactsInvalid):
            render_pdf(facts)
    elif missing := uncovered_characters(cleaned):
        with pytest.raises(NameNotCovered) as refused:
            render_pdf(facts)
        assert refused.value.characters == missing
    else:
        assert render_pdf(facts).startswith(b"%PDF-1.7")


COVERED = [chr(code) for code in range(0x20, 0x3000) if not uncovered_characters(chr(code))]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(COVERED), min_size=1, max_size=40).map("".join))
def test_what_counts_as_covered_never_fails_to_render(name: str) -> None:
    if clean_text(name) and not uncovered_characters(clean_text(name)):
        assert render_pdf(replace(FACTS, holder=name)).startswith(b"%PDF")


@pytest.mark.parametrize(
    "text",
    ['"))#panic("x', '#import "x"', "\\u{0}", "*bold* _x_ $x^2$ `raw` <label> @ref", "]#[", "// no", "C:\\\\x\\"],
)
def test_markup_in_a_name_is_only_text(text: str, tmp_path: Path) -> None:
    words = text_of(render_pdf(replace(FACTS, holder=text, title=text, organization=text)), tmp_path)
    assert words.count(text) >= 3


def test_invisible_and_reordering_characters_are_dropped() -> None:
    assert clean_text(" Amara\u202e \u200bOkafor\x00\ufeff\n") == "Amara Okafor"
    assert clean_text("e\u0301") == "é"
    assert clean_text("नी\u200dल") == "नी\u200dल"


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_up_to_four_credit_lines_fit(count: int, tmp_path: Path) -> None:
    lines = tuple(credit(125, f"Category number {index} with a longer name", 2) for index in range(count))
    facts = replace(FACTS, credits=lines, total=credit(125 * count, "AMA PRA Category 1 Credits", 2))
    words = text_of(render_pdf(facts), tmp_path)
    assert words.count("1.25") == count + (count == 1)


def test_the_longest_of_everything_stays_on_one_page(tmp_path: Path) -> None:
    person = Signatory(name="W" * 80, title="W" * 80, signature_png=png(300, 90))
    facts = replace(
        FACTS,
        organization="W" * MAX_NAME,
        holder="W" * MAX_NAME,
        title="long words " * 27,
        number="W" * 60,
        verify_label="W" * 60,
        issued_label="W" * 60,
        details=("W" * 160,) * 3,
        credits=(credit(100, "W" * 60),) * 4,
        total=credit(999_990, "W" * 60),
        approval="W" * 160,
        signatories=(person,) * 3,
        logo=Logo(content=png(900, 80), mime="image/png"),
    )
    assert pages(render_pdf(facts), tmp_path) == 1


def test_a_certificate_without_credits_signatories_or_details_is_whole(tmp_path: Path) -> None:
    bare = replace(FACTS, credits=(), total=None, approval="", signatories=(), details=())
    assert pages(render_pdf(bare), tmp_path) == 1


def test_the_brand_colour_colours_the_engraving() -> None:
    assert render_pdf(FACTS) != render_pdf(replace(FACTS, brand_colour="#1f4e9e"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"holder": " \u200b "}, "holder"),
        ({"holder": "a" * (MAX_NAME + 1)}, "holder"),
        ({"brand_colour": "green"}, "brand_colour"),
        ({"brand_colour": '#3a5a44"'}, "brand_colour"),
        ({"language": "en_GB"}, "language"),
        ({"verify_url": "javascript:alert(1)"}, "verify_url"),
        ({"verify_url": "https://" + "a" * 4000}, "verify_url"),
        ({"credits": (credit(100, "x"),) * 5}, "credits"),
        ({"credits": (credit(425, "x"),)}, "credits"),
        ({"signatories": (Signatory(name="A", title=""),) * 4}, "signatories"),
        ({"details": ("x",) * 4}, "details"),
        ({"logo": Logo(content=b"GIF89a", mime="image/png")}, "logo"),
        ({"logo": Logo(content=b"<svg/>", mime="image/svg+xml")}, "logo"),
        ({"logo": Logo(content=bytes(MAX_IMAGE_BYTES + 1), mime="image/png")}, "logo"),
    ],
)
def test_a_fact_that_cannot_stand_is_refused(change: dict[str, object], field: str) -> None:
    with pytest.raises(FactsInvalid) as refused:
        render_pdf(replace(FACTS, **change))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_picture_cut_short_is_refused() -> None:
    broken = Logo(content=png(40, 40)[:60], mime="image/png")
    with pytest.raises(RenderingFailed):
        render_pdf(replace(FACTS, logo=broken))


@pytest.mark.parametrize(
    ("hundredths", "decimals", "shown"), [(450, 1, "4.5"), (0, 1, "0.0"), (5, 2, "0.05"), (1225, 2, "12.25")]
)
def test_hundredths_are_shown_and_never_rounded(hundredths: int, decimals: int, shown: str) -> None:
    assert figure(hundredths, decimals) == shown


@pytest.mark.parametrize(("hundredths", "decimals"), [(425, 1), (-10, 1), (100, 0), (100, 3)])
def test_an_amount_that_would_be_rounded_is_refused(hundredths: int, decimals: int) -> None:
    with pytest.raises(FactsInvalid):
        figure(hundredths, decimals)


def test_threads_take_turns() -> None:
    expected = render_pdf(FACTS)
    results: list[bytes] = []
    threads = [threading.Thread(target=lambda: results.append(render_pdf(FACTS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4


@pytest.mark.parametrize(("name", "with_total"), [("engraving.svg", True), ("engraving-plain.svg", False)])
def test_the_drawing_in_the_assets_is_the_one_the_geometry_gives(name: str, with_total: bool) -> None:
    assert (ASSETS / name).read_text(encoding="ascii") == engraving_svg(with_total=with_total)


def test_the_fonts_stay_small_and_carry_their_licences() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 3_000_000
    assert len(list(FONTS.glob("OFL-*.txt"))) == 3
