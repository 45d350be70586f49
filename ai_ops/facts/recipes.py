"""Recipes: the name of a pure function and its parameters, as JSON, which compute a fact's numbers again."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import polars as pl

from connectors.errors import DataError

Numbers = dict[str, float]
Recipe = dict[str, Any]
Function = Callable[..., Numbers]

FUNCTIONS: dict[str, Function] = {}


class UnknownRecipeError(DataError):
    """A recipe that names no function of ours, or lacks a parameter."""

    def __init__(self) -> None:
        super().__init__(
            "The recipe of this fact is not known, so it cannot be computed again. Run the analysis again."
        )


def register(function: Function) -> Function:
    """Make a function available to recipes under its own name. It takes a frame and plain parameters."""
    FUNCTIONS[function.__name__] = function
    return function


def recompute(frame: pl.DataFrame, recipe: Mapping[str, Any]) -> Numbers:
    """Return a recipe's numbers: "value", and what belongs to it. Raises DataError."""
    parameters = dict(recipe)
    function = FUNCTIONS.get(str(parameters.pop("function", "")))
    if function is None:
        raise UnknownRecipeError
    try:
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            return function(frame, **parameters)
    except (TypeError, ValueError, IndexError, KeyError):
        raise UnknownRecipeError from None
