"""One's own answers to interview questions: what is good about them, what to put right, and their parts."""

from drills.answers.coach import check
from drills.answers.report import Finding, Report
from drills.answers.role import Role
from drills.answers.split import Part, split

__all__ = ["Finding", "Part", "Report", "Role", "check", "split"]
