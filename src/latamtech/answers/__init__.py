"""What a user gets: rows and pages as a table, JSON, CSV, Markdown, a chart, a reference."""
