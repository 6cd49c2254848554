"""Planning toward dates, as the app does it: whose minutes, what each card is worth, what to expect and what to do."""
