"""Why a binding gives nothing."""


class BindingError(Exception):
    """A binding has no value with the current data. The sentence says why and what to do.

    `code` names the kind of problem, `suggestion` a field that may have been meant; it is never bound by itself.
    """

    def __init__(self, sentence: str, *, code: str, suggestion: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.suggestion = suggestion
