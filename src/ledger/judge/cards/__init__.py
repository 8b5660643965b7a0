"""人材像カード: the tables of a persona as one card, a card as rows, and whom it moves."""
