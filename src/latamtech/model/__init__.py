"""What a fact is: the kinds of records with their fields, dates, amounts, names."""
