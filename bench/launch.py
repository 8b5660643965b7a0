"""Starts a process and says what it used: `python launch.py COMMAND …`.

A process that is started out of a large one is counted with that one's memory, from before it was
itself. So the bench starts what it measures out of this small one. What is printed last: seconds of
CPU, kilobytes of memory at most, exit code.
"""

import os
import sys


def main(command: list[str]) -> None:
    """Start the command, wait for it, and print what it used."""
    child = os.fork()
    if not child:
        os.execv(command[0], command)  # noqa: S606 - our own interpreter
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    sys.stdout.write(f"\n{used.ru_utime + used.ru_stime} {used.ru_maxrss} {code}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
