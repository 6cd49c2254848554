"""The figures of the dashboards, kept added up, and their check."""
