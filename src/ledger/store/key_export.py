"""The keys of this PC in one file, for safe-keeping and to be brought to another PC.

The file is JSON. What can be read without the passphrase is its version, the 鍵番号 of its keys and
how it was encrypted: scrypt makes a key of the passphrase, AES-256-GCM encrypts and covers the rest
of the file too. A SHA-256 over the whole, which needs no passphrase, tells a damaged file from a
wrong passphrase.

| what | so much | why |
|---|---|---|
| passphrase | 25 of 31 signs, 123 bits | none that is taken for another when read out or typed |
| scrypt | n 2^15, r 8, p 1 | 32 MB; the passphrase is drawn, so that it need not be slower |
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Self

from ledger.model.folding import name_key
from ledger.model.problems import Place, Refusal
from ledger.store.keys import LENGTH
from ledger.trust.seal import key_id

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ENDING = ".ledgerkey"
"""How the file's name ends where the program proposes one."""
LARGEST = 1 << 20
"""Bytes; a file with a thousand keys is smaller."""
_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP = 5, 5
_FORMAT, _VERSION = "talent-ledger key export", 1
_N, _R, _P = 1 << 15, 8, 1
_SCRYPT = {"name": "scrypt", "n": _N, "r": _R, "p": _P}
_CIPHER = "AES-256-GCM"
_SALT, _NONCE = 16, 12


def new_passphrase() -> str:
    """Draw a passphrase: five groups of five signs."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return " ".join(groups)


def written_out(keys: Iterable[bytes], passphrase: str) -> bytes:
    """Return the file that holds keys, encrypted.

    Args:
        keys: The keys.
        passphrase: As it was drawn, or typed.
    """
    held = tuple(keys)
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    head: dict[str, object] = {
        "format": _FORMAT,
        "version": _VERSION,
        "keys": [key_id(key) for key in held],
        "kdf": _SCRYPT | {"salt": salt.hex()},
        "cipher": {"name": _CIPHER, "nonce": nonce.hex()},
    }
    sealed = _cipher(passphrase, salt).encrypt(nonce, b"".join(held), _plain(head))
    whole = head | {"sealed": sealed.hex()}
    checked = whole | {"sha256": hashlib.sha256(_plain(whole)).hexdigest()}
    return json.dumps(checked, indent=1).encode("ascii") + b"\n"


class KeyExport(NamedTuple):
    """A file of keys as it can be read without the passphrase.

    Attributes:
        name: Its name, for messages.
        numbers: The 鍵番号 of its keys.
    """

    name: str
    numbers: tuple[str, ...]
    head: Mapping[str, object]
    salt: bytes
    nonce: bytes
    sealed: bytes

    @classmethod
    def of(cls, data: bytes, name: str) -> Self:
        """Read a file of keys.

        Args:
            data: Its bytes.
            name: Its name, for messages.

        Raises:
            Refusal: It is none, or of a later version (`key-file-foreign`), or is not as it was
                written (`key-file-damaged`).
        """
        foreign = Refusal.of("key-file-foreign", Place(file=name), name=name)
        damaged = Refusal.of("key-file-damaged", Place(file=name), name=name)
        if _FORMAT.encode() not in data[:200]:
            raise foreign
        try:
            said = json.loads(data)
        except ValueError as error:
            raise damaged from error
        if not isinstance(said, dict) or said.get("format") != _FORMAT:
            raise foreign
        digest = said.pop("sha256", None)
        if digest != hashlib.sha256(_plain(said)).hexdigest():
            raise damaged
        head = {key: value for key, value in said.items() if key != "sealed"}
        try:
            salt, nonce = bytes.fromhex(said["kdf"]["salt"]), bytes.fromhex(said["cipher"]["nonce"])
            as_ours = said["version"] == _VERSION and head["kdf"] == _SCRYPT | {"salt": salt.hex()}
            numbers, sealed = tuple(map(str, said["keys"])), bytes.fromhex(said["sealed"])
        except (LookupError, TypeError, ValueError) as error:
            raise foreign from error
        if not as_ours or head["cipher"] != {"name": _CIPHER, "nonce": nonce.hex()}:
            raise foreign
        return cls(name, numbers, head, salt, nonce, sealed)

    def keys(self, passphrase: str) -> tuple[bytes, ...]:
        """Return the keys.

        Args:
            passphrase: As it was typed: blanks, width and case are nothing.

        Raises:
            Refusal: It is another one (`key-passphrase-wrong`).
        """
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as `_cipher`

        try:
            held = _cipher(passphrase, self.salt).decrypt(
                self.nonce, self.sealed, _plain(self.head)
            )
        except InvalidTag as error:
            place = Place(file=self.name)
            raise Refusal.of("key-passphrase-wrong", place, name=self.name) from error
        return tuple(held[at : at + LENGTH] for at in range(0, len(held), LENGTH))


def _plain(said: Mapping[str, object]) -> bytes:
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode("ascii")


def _cipher(passphrase: str, salt: bytes) -> "AESGCM":
    """Return the cipher of a passphrase as it was typed."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - seldom needed
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 - the same

    signs = name_key(passphrase).replace("-", "").encode("utf-8", "replace")
    return AESGCM(Scrypt(salt=salt, length=32, n=_N, r=_R, p=_P).derive(signs))
