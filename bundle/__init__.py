"""One folder for a closed network: everything that a PC needs, listed, hashed, and packed."""
