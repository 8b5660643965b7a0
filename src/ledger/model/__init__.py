"""What the words mean: calendar, identities, policy, people, records, verdicts, problems."""
