"""Pure rules: who counts, lead time, Steps, advice, consistency."""
