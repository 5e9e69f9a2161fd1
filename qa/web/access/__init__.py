"""Who may use the page: accounts, signing in, and what is refused at the door."""
