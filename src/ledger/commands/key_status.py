"""`key status`: which keys of the seals this PC has, since when, and whether they are safe."""

from ledger.commands.ledger_keys import key_place_told
from ledger.commands.plan import Plan
from ledger.store.keys import key_path, key_ring, key_since, safe_since

_NEVER = "書き出していません"


def plan() -> Plan:
    """Say which keys there are; nothing is written, and no key is shown.

    Raises:
        Refusal: A key cannot be read, or is damaged.
    """
    ring = key_ring()
    lines, told = [], []
    for at, number in enumerate(ring.keys):
        since, safe = key_since(number), safe_since(number)
        current = at == 0 and ring.current is not None
        use = "いまの鍵" if current else "前の鍵・取り込んだ鍵"
        day = f"{since.isoformat()}から" if since else "日付不明"
        kept = f"{safe.date().isoformat()}に書き出すか取り込みました" if safe else _NEVER
        lines.append(f"鍵番号 {number}: {use}、{day}、{kept}")
        told.append(
            {
                "key": number,
                "current": current,
                "since": since.isoformat() if since else None,
                "safe": safe.isoformat() if safe else None,
            }
        )
    alone = any(one["safe"] is None for one in told)
    return Plan(
        operation="key status",
        summary=(
            *(
                lines
                or ["このPCには、封印の鍵がまだありません。申告書を初めて配るときに作ります。"]
            ),
            f"場所: {key_path()}",
        ),
        problems=key_place_told(),
        counts={"keys": told, "path": str(key_path())},
        next_step="「鍵の書き出し」(コマンドでは talent-ledger key export)で書き出し、"
        "人事だけが開ける場所に保管してください。"
        if alone
        else "",
    )
