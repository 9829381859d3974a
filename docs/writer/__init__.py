"""The pages that are written from the laws, the numbers, the salts and the sources."""
