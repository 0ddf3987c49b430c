"""Imported by each Python process of a load under test: writes down every address that it looks up or connects to."""

import os
import sys


def _write_down(event: str, args: tuple) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        address = args[1] if event != "socket.getaddrinfo" else args[0]
        if isinstance(address, tuple):
            address = address[0]
        with open(os.environ["COPYDESK_TEST_ADDRESSES"], "a") as log:
            log.write(f"{address!r}\n")


sys.addaudithook(_write_down)
