"""All functions of formulas, by name."""

from ai_ops.formula import choices, dates, formats, numbers, texts
from ai_ops.formula.errors import nearest
from ai_ops.formula.function import Function

FUNCTIONS = {
    each.name: each
    for each in (*texts.FUNCTIONS, *numbers.FUNCTIONS, *choices.FUNCTIONS, *formats.FUNCTIONS, *dates.FUNCTIONS)
}
_SPELLINGS = {name.casefold(): name for name in FUNCTIONS}


def spelled(name: str) -> str | None:
    """Return a function's own spelling: formatDate of FORMATDATE; None where there is no such function."""
    return _SPELLINGS.get(name.casefold())


def unknown(name: str) -> str:
    """Return the sentence on a function that there is not."""
    near = nearest(name, FUNCTIONS)
    hint = f"Did you mean {near}?" if near else f"There are {', '.join(FUNCTIONS)}."
    return f"There is no function {name}. {hint}"


def misfit(function: Function, given: int) -> str | None:
    """Return the sentence on a wrong number of values, or None where it is right."""
    if function.needs <= given <= function.most:
        return None
    verb = "is" if given == 1 else "are"
    return f"{function.name} takes {_counted(function)}, and {given} {verb} given: {function.signature}."


def _counted(function: Function) -> str:
    if function.most > function.needs + 1:
        return f"at least {function.needs} value{'s' if function.needs > 1 else ''}"
    if function.most > function.needs:
        return f"{function.needs} or {function.most} values"
    return f"{function.needs} value{'s' if function.needs > 1 else ''}"
