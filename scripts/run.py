"""Starts a trial: installs what is missing, then runs the app and its sandbox until Ctrl-C."""

from __future__ import annotations

import sys
import time

from console import fail, say
from install import install
from installation import Installation
from processes import Processes, ending_on_signals


def main() -> None:
    installation = Installation.from_environment()
    with ending_on_signals(), installation.lock(), Processes() as processes:
        installation.refuse_taken_ports()
        install("run")
        installation.prepare()
        installation.start(processes)
        welcome(installation)
        while not (ended := processes.ended()):
            time.sleep(0.5)
        processes.stop()
        fail(f"{ended.last_words()}\nThe {ended.name} ended unexpectedly, so all was stopped; its log is {ended.log}.")


def welcome(installation: Installation) -> None:
    """The address, who to be, what to try."""
    demo = installation.demo()
    say(f"\nAccredit is ready at {installation.url}\n")
    say(f"Everybody's password is  {demo['password']}")
    for account in demo["accounts"]:
        say(f"  {account['role']:<11} {account['email']:<26} {account['name']}")
    say("\nWhat to try:")
    say(f"  1. Sign in as the learner and buy {installation.url}/courses/{demo['course']}")
    say(f"     with the code {demo['promo_code']} and the card 4242 4242 4242 4242, any later date, any three digits.")
    say("  2. Read it, pass its quiz, and open the certificate; look at its public page signed out.")
    say(f"  3. See the mails that were sent: {installation.sandbox_url}/mail/")
    say(f"\nPayments and mails stay on this machine, in the sandbox: {installation.sandbox_url}")
    say(f"Data and logs: {installation.data_dir} (`make reset` forgets them). Ctrl-C ends it.")


if __name__ == "__main__":
    try:
        main()
    except SystemExit as leaving:
        if leaving.code in (130, 143, 129):
            say("Stopped.")
            sys.exit(0)
        raise
