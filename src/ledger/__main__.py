"""`python -m ledger`: the same as `talent-ledger`, where that command is not on the PATH."""

from ledger.cli import main

if __name__ == "__main__":
    main()
