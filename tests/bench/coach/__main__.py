"""How often the coach is right: python -m tests.bench.coach [--half tuning|test|all] [--voice …] [--errors]

It reads answers that were labelled by hand and prints precision and recall of every check, false alarms, how well
answers are split into sections, and the time an answer takes. Wrong verdicts are printed with --errors.
"""

import argparse
import statistics

import drills.answers
from tests.bench.coach.labels import CHARACTERISTICS, ELEMENTS, FAULTS, HALVES, PITFALLS, PRAISE, VOICES, load
from tests.bench.coach.score import Score, Tally, by_check, scored

GROUPS = (
    ("Pitfalls", PITFALLS, 0.9),
    ("Elements", ELEMENTS, 0.85),
    ("Characteristics", CHARACTERISTICS, None),
    ("Done well", PRAISE, None),
    ("Faults of language and plan", FAULTS, None),
)
RECALL = 0.75


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=(*HALVES, "all"), default="all")
    parser.add_argument("--errors", action="store_true", help="print every wrong verdict with the words concerned")
    parser.add_argument("--voice", choices=VOICES, help="only answers in fluent, spoken or simple English")
    options = parser.parse_args()
    answers = [answer for answer in load(options.half) if options.voice in (None, answer.voice)]
    score = scored(answers, drills.answers)  # type: ignore[arg-type]
    print(f"Half: {options.half}. {score.answers} answers, {score.good} of them good.\n")
    print("\n".join(_table(score)))
    print("\n".join(_rest(score)))
    if options.errors:
        print("\nWrong verdicts")
        for error in by_check(score.errors):
            print(f"{error.check:17}{error.what:12} {error.answer}: " + " | ".join(error.words))


def _table(score: Score) -> list[str]:
    lines = []
    for title, checks, precision in GROUPS:
        target = f"precision ≥ {precision:.2f}, recall ≥ {RECALL:.2f}" if precision else "no target"
        lines.append(f"{title} ({target})")
        lines.append(f"  {'':17}{'precision':>10}{'recall':>8}{'right':>7}{'false':>7}{'overlooked':>12}{'words':>9}")
        lines += [_row(check, score.checks[check], precision) for check in checks]
        lines.append("")
    return lines


def _row(check: str, tally: Tally, precision: float | None) -> str:
    met = precision is None or ((tally.precision or 0.0) >= precision and (tally.recall or 0.0) >= RECALL)
    words = f"{tally.pointed}/{tally.pointable}"
    return (
        f"  {check:17}{_share(tally.precision):>10}{_share(tally.recall):>8}{tally.right:7}{tally.false:7}"
        f"{tally.overlooked:12}{words:>9}{'' if met else '  below'}"
    )


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def _rest(score: Score) -> list[str]:
    times = sorted(score.milliseconds)
    others = ", ".join(f"{name} {count}" for name, count in score.other_remarks.most_common()) or "none"
    good = max(score.good, 1)
    return [
        f"False alarms, good answer     {score.alarms / good:.2f}  (at most 1; {score.alarms} pitfalls or faults)",
        f"Called missing, but there     {score.missed_praise / good:.2f}  a good answer",
        f"Unlabelled remarks on good    {others}",
        f"Response type right           {_percent(score.types)}",
        f"STAR sentences right          {_percent(score.split['star'])}  (at least 85 %)",
        f"  S and T taken together      {_percent(score.split_joined)}",
        f"Proof, plan, fit right        {_percent(score.split['goal'])}",
        f"Processor time an answer      median {statistics.median(times):.1f} ms, "
        f"p95 {times[int(0.95 * (len(times) - 1))]:.1f}, longest {times[-1]:.1f}  (under 20 ms)",
    ]


def _percent(tally: Tally) -> str:
    total = tally.right + tally.false
    return f"{100 * tally.right / total:.1f} % of {total}" if total else "–"


if __name__ == "__main__":
    main()
