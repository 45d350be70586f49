"""Why a binding gives nothing."""

from ai_ops.prose.cleaning import cleaned

LONGEST_ADDRESS = 120


class BindingError(Exception):
    """A binding has no value with the current data. The sentence says why and what to do.

    `code` names the kind of problem, `suggestion` a field that may have been meant; it is never bound by itself.
    """

    def __init__(self, sentence: str, *, code: str, suggestion: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.suggestion = suggestion


def unknown_field(address: str, near: str) -> BindingError:
    """Return the error for a field that there is not, with the one that may have been meant."""
    hint = f"Did you mean “{near}”?" if near else "Choose one of the sources’ fields."
    sentence = f"There is no field “{cleaned(address)[:LONGEST_ADDRESS]}”. {hint}"
    return BindingError(sentence, code="unknown_field", suggestion=near)
