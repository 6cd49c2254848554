"""`readyby fit`: when it makes sense, what it says, and going back."""

import pytest

from drills.fit import trainer_installed


def test_without_answers_it_says_how_many_are_needed(cli) -> None:
    """Or, without the trainer, how to get that."""
    ran = cli("fit")
    assert ran.code == (4 if trainer_installed() else 1)
    assert ("from 400 on" if trainer_installed() else "readyby[fit]") in ran.err


def test_the_weights_there_have_been_are_listed(cli) -> None:
    """At first only those it came with."""
    assert "as shipped" in cli("fit", "--list").out
    (shipped,) = cli("fit", "--list", "--json").data
    assert (shipped["id"], shipped["in_use"]) == (0, True)


def test_weights_that_never_were_are_not_found(cli) -> None:
    """With the way to those there are."""
    ran = cli("fit", "--former", "3")
    assert (ran.code, ran.out) == (3, "")
    assert "--list" in ran.err


@pytest.mark.skipif(not trainer_installed(), reason="the trainer is an extra")
def test_the_model_is_fitted_compared_and_used_only_if_better(cli) -> None:
    """On the demo's answers."""
    ran = cli("fit", "--demo", "--yes", "--json")
    assert ran.code == 0
    assert ran.data["adopted"] == ran.data["better"] == (ran.data["after"] < ran.data["before"])
    assert ran.data["held_out"] > 50
    assert len(ran.data["weights"]) == 21
