"""What the installation reads of its environment."""

from __future__ import annotations

import pytest

from config.env import read_environment


def test_what_nobody_set_has_its_default() -> None:
    told = read_environment({})
    assert (told.mode, told.port, told.smtp_tls) == ("trial", 8000, False)


def test_variables_are_read_in_either_case_and_become_what_the_setting_is() -> None:
    told = read_environment({"PORT": "9000", "smtp_port": "25", "DATA_DIR": "/var/accredit", "SOMETHING_ELSE": "x"})
    assert (told.port, told.smtp_port, str(told.data_dir)) == (9000, 25, "/var/accredit")


@pytest.mark.parametrize("word", ["true", "True", "1", "yes", "ON"])
def test_yes_may_be_said_in_several_words(word: str) -> None:
    assert read_environment({"SMTP_TLS": word}).smtp_tls is True


@pytest.mark.parametrize("word", ["false", "0", "no", "Off"])
def test_so_may_no(word: str) -> None:
    assert read_environment({"WORKER_THREAD": word}).worker_thread is False


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "eighty"), ("SMTP_TLS", "perhaps"), ("MODE", "nonsense"), ("INBOUND_BODY_DAYS", "0"), ("PROXIES", "")],
)
def test_what_cannot_be_read_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        read_environment({name: value})


def test_digits_stay_a_text_where_the_setting_is_one() -> None:
    assert read_environment({"SMTP_PASSWORD": "12345"}).smtp_password == "12345"


def test_production_names_the_secrets_that_are_missing() -> None:
    assert "SECRET_KEY" in read_environment({"MODE": "production"}).refuse_defaults()
