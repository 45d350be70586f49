"""What a fault makes of a list of models."""

from sandbox.faults import Fault
from sandbox.replies import Json

RETIREMENT = "2027-01-31"
JUNK: tuple[object, ...] = (
    None,
    42,
    "claude-haiku-5-5",
    [],
    {},
    {"id": None},
    {"id": 7, "display_name": "A number"},
    {"id": ""},
    {"id": "claude haiku with spaces"},
    {"id": "x" * 5_000, "display_name": "Endless"},
    {"id": "<script>alert(1)</script>", "display_name": "<b>Markup</b>"},
    {"id": "claude-odd-1", "display_name": "A\x00long\u202e\nname " * 400, "retires_at": "soon", "capabilities": "all"},
    {"id": "claude-odd-2", "display_name": {"en": "Nested"}, "retires_at": 1_900_000_000, "shutdown_date": []},
    {"id": "claude-past-1", "display_name": "Past", "lifecycle": "retired", "retires_at": "2026-01-31T00:00:00Z"},
    {"id": "claude-free-1", "capabilities": {"structured_outputs": {"supported": False}}},
)


def spoil(models: list[Json], fault: Fault | None) -> list[object]:
    """Return the entries of a list of models as the fault leaves them."""
    match fault.fault if fault else "":
        case "no_models":
            return []
        case "junk_only":
            return list(JUNK[:11])
        case "junk_models":
            return [*JUNK, *models, *models]
        case "many_models":
            return [*({**models[0], "id": f"model-{number}"} for number in range(1_000)), *models]
        case "retiring":
            return [_retiring(model, fault.message if fault and fault.message else RETIREMENT) for model in models]
        case _:
            return list(models)


def _retiring(model: Json, day: str) -> Json:
    """Return a model whose retirement is announced, in the words of its own API."""
    if "lifecycle" in model:
        return {
            **model,
            "lifecycle": "deprecated",
            "deprecated_at": model["created_at"],
            "retires_at": f"{day}T00:00:00Z",
        }
    return {**model, "shutdown_date": day}
