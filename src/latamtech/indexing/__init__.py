"""The index: rows made of records, kept in a database and up to date, and read again."""
