"""What planning toward a date reads and keeps: the learner, forecasts, choices, mock tests, how they came out."""
