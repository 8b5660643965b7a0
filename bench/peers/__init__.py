"""What somebody would write instead, and the floors under every way to do it."""
