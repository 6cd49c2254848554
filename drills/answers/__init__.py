"""One's own answers to interview questions: what is good about them, what to put right, and their parts."""

from drills.answers.coach import check
from drills.answers.report import Finding, Report
from drills.answers.role import Role

__all__ = ["Finding", "Report", "Role", "check"]
