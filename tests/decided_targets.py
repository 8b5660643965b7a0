"""The targets of the material, as an office has them that decided on them: 有効 ○, not 例."""

from ledger.layout.frames import Tables, replaced


def decided(tables: Tables) -> Tables:
    """Return the tables with every target in use."""
    return replaced(tables, {"targets": tables["targets"].assign(active="○")})
