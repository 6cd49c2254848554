"""`readyby fit`: fit the memory model to one's own answers, and use it if it foretells them better."""

import sqlite3
import sys
from dataclasses import asdict

from drills.errors import InputError
from drills.fit import HOW_TO_GET_IT, FitError, fit, trainer_installed
from drills.fit_words import compared, learnt_first, verdict
from drills.scheduling.fitting import Fitted
from drills.storage.planning.weights import adopt, answers_to_fit, fit_offer, former_weights, use_former, weights_in_use
from drills.views.fit import Weights
from tui.commands.call import Call
from tui.commands.wording import day_of, table


def run(call: Call) -> int:
    """Fit and ask before using what came out; or list what there was, or bring it back."""
    with call.library() as connection:
        if call.args.list:
            _list(call, former_weights(connection))
        elif call.args.former is not None:
            use_former(connection, call.args.former, call.now)
            call.answer({"in_use": call.args.former}, "They are in use, and all memories counted anew.")
        else:
            _fit(call, connection)
    return 0


def _list(call: Call, known: tuple[Weights, ...]) -> None:
    words = ["Weights of the memory model, newest first; readyby fit --former N brings them back:"]
    call.answer(list(known), "\n".join([*words, *table([_row(call, weights) for weights in known])]))


def _row(call: Call, weights: Weights) -> tuple[str, ...]:
    in_use = "in use" if weights.in_use else ""
    if weights.made_at is None:
        return (str(weights.id), "as shipped", "", "", in_use)
    day = day_of(weights.made_at.astimezone(call.now.tzinfo).date(), call.now.date())
    losses = f"log loss {weights.before:.4f} → {weights.after:.4f}"
    return (str(weights.id), day, f"{weights.reviews:,} answers", losses, in_use)


def _fit(call: Call, c: sqlite3.Connection) -> None:
    offer = fit_offer(c, extra_installed=trainer_installed())
    if not offer.extra_installed:
        raise FitError("What fits the memory model is not installed.", hint=HOW_TO_GET_IT)
    if not offer.enough:
        raise InputError(
            f"There are {offer.reviews:,} answers; from {offer.needed} on it makes sense.", hint="Go on drilling."
        )
    answers = answers_to_fit(c)
    fitted = fit(answers, weights_in_use(c), progress=_show(call))
    assert fitted is not None  # nobody else could cancel it
    if not call.args.json:
        call.say(f"{compared(fitted, learnt_first(answers))}\n{verdict(fitted)}")
    if fitted.better:
        if not call.args.json or not call.args.yes:
            call.confirm("Use it from now on? Undo in the app takes it back.")
        adopt(c, fitted, call.now)
    call.answer({**_facts(fitted), "adopted": fitted.better}, "It is in use now." if fitted.better else "")


def _facts(fitted: Fitted) -> dict[str, object]:
    return {**asdict(fitted), "better": fitted.better}


def _show(call: Call) -> "_Progress":
    return _Progress(quiet=call.args.json or sys.stderr is None or not sys.stderr.isatty())


class _Progress:
    """Says on a terminal how far it is."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def __call__(self, share: float) -> None:
        if not self._quiet:
            print(f"\r{f'fitting {share:.0%} · ctrl+c stops it':<50}\r", end="", file=sys.stderr, flush=True)
