"""How the command line is run, so that nothing gets out of it as a traceback."""

import sys

import typer
from typer.main import get_command

from ledger.model.collecting import look_for_cycles_seldom
from ledger.model.fault_traces import Trace, faults_heard
from ledger.model.verbs import verb_meant
from ledger.screen import showable


def guarded(app: typer.Typer) -> None:
    """Run the command line and leave with its exit code.

    Wrong usage is said in one sentence; a bug is recorded with its place and said in one line, with
    what is true of the ledger then.

    Args:
        app: The commands.
    """
    showable()
    look_for_cycles_seldom()
    command = get_command(app)
    known = getattr(command, "commands", ())
    words = (word for word in sys.argv[1:] if not word.startswith("-"))
    verb = next((one for one in map(verb_meant, words) if one in known), "")

    def record(trace: Trace) -> None:
        from ledger.cli_endings import record_in_child

        record_in_child(trace, verb)

    try:
        with faults_heard(record):
            code = command.main(prog_name=app.info.name, standalone_mode=False)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a reader's panic is no Exception, and has words
        from ledger.cli_endings import leave

        leave(error, verb)
    raise SystemExit(code if isinstance(code, int) else 0)
