"""What came of a fit, in words."""

from drills.scheduling.fitting import Fitted, Histories, before_day, split_day


def learnt_first(answers: Histories) -> int:
    """To how many answers weights are fitted that are then tried on the later ones."""
    return sum(map(len, before_day(answers, split_day(answers)).values()))


def compared(fitted: Fitted, first: int) -> str:
    """How the fitted weights did on answers they had not seen, against those in use and those shipped."""
    return (
        f"Fitted to the first {first:,} answers and tried on {fitted.held_out:,} later ones it had not seen; "
        f"then fitted to all {fitted.reviews:,}.\n"
        f"Log loss there, lower is better: {fitted.after:.4f} fitted, {fitted.before:.4f} in use, "
        f"{fitted.defaults:.4f} as shipped."
    )


def verdict(fitted: Fitted) -> str:
    """Whether it is worth using."""
    if fitted.better:
        return "The fitted model foretells your answers better."
    return "The model in use foretells your answers at least as well: it stays."
