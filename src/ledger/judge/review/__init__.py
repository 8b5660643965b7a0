"""What a confirmer sees: the content of review workbooks, and what carries over into new ones."""

from ledger.judge.review.carry_over import undecided
from ledger.judge.review.content import review_contents

__all__ = ["review_contents", "undecided"]
