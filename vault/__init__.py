"""The vault: seals and opens secrets. Nothing else imports the cipher library."""
