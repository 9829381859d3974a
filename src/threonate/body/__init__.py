"""The body outside the brain: gut, blood, kidney, stores, and threonate's own path."""
