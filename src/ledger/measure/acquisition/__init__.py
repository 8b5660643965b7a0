"""確保: cases reckoned back from the day on which somebody is needed."""
