"""What a fact is shown with, as plain data: charts and rows of the table."""
