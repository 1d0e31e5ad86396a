"""What a user asks: words understood, and the rows that answer found in the index."""
