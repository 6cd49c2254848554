"""Goals with hard dates: what makes one acceptable, how it stands against its day, what comes again."""
