"""Plans, accounts, periods and the ledger."""
