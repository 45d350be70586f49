"""The block of data that a model sees: the person's brief, and fields under ids of ours with statistics."""

from collections.abc import Iterator, Mapping
from typing import Final

from ai_ops.base import Json
from ai_ops.facts.profile import Profile
from ai_ops.layouts.model import Placement
from ai_ops.operations.content.inputs import ContentInput
from ai_ops.operations.content.preparing import Known, Prepared
from ai_ops.prose import columns
from ai_ops.prose.cleaning import cleaned

LARGEST: Final = 56_000  # bytes
SHORTER: Final = (1_000, 100, 50, 25, 12, 6)
LEFT_OUT: Final = "Left out for length: details of fields."
FIELDS_LEFT_OUT: Final = "Left out for length: details of fields, and the last fields of each source."


def block_of(prepared: Prepared, inputs: ContentInput, *, about: Json) -> str:
    """Return the block as JSON of bounded size; what had to be left out, it says itself."""
    whole = asked(inputs) | about | {"sources": sources_as_told(prepared)}
    texts = (columns.written(whole | part) for part in parts(prepared))
    return next(text for text in texts if len(text.encode()) <= LARGEST)


def asked(inputs: ContentInput) -> Json:
    """Return what the person wants."""
    return {
        "brief": cleaned(inputs.brief),
        "columns": inputs.grid.columns,
        "rows": inputs.grid.rows,
        "max_components": inputs.max_components,
        "components": inputs.allowed,
    }


def parts(prepared: Prepared) -> Iterator[Json]:
    """Yield the fields, from all there is to ever less of it."""
    yield {"fields": [field_as_told(each, prepared) for each in prepared.fields]}
    for most in SHORTER:
        few = [each for slug in prepared.profiles for each in prepared.of_source(slug)[:most]]
        left_out = LEFT_OUT if len(few) == len(prepared.fields) else FIELDS_LEFT_OUT
        yield {"fields": [field_as_told(each, prepared, is_full=False) for each in few], "left_out": left_out}


def sources_as_told(prepared: Prepared) -> list[Json]:
    """Return the sources under their ids, s1, s2, … in order."""
    return [
        {"id": id_, "name": columns.named(prepared.data.streams[slug].name), **_times(profile, prepared, slug)}
        for (slug, profile), id_ in zip(prepared.profiles.items(), source_ids(prepared).values(), strict=True)
    ]


def source_ids(prepared: Prepared) -> Mapping[str, str]:
    """Return the id of each source by its slug."""
    return {slug: f"s{place}" for place, slug in enumerate(prepared.profiles, start=1)}


def _times(profile: Profile, prepared: Prepared, slug: str) -> Json:
    by = next((each.alias for each in prepared.of_source(slug) if each.profile.name == profile.time), "")
    told = {"time": by, "since": profile.since, "until": profile.until, "step": profile.step_name}
    return {"rows": profile.rows} | (told if by else {})


def field_as_told(field: Known, prepared: Prepared, *, is_full: bool = True) -> Json:
    """Return a field under its alias, with its source's id."""
    frame = prepared.data.streams[field.column.stream].table.frame
    told = columns.told(field.profile, field.alias, frame=frame, is_full=is_full)
    return {"source": source_ids(prepared)[field.column.stream], **told}


def following(former: Json | None, note: str) -> Json:
    """Return what a run that follows another one knows of it: what should be different, and what it had."""
    told: Json = {"note": cleaned(note)} if note else {}
    if former:
        told["former"] = [
            {"component": str(each["component"]), "title": cleaned(str(each["title"]))} for each in former["placements"]
        ]
    return told


def making_anew(placement: Placement) -> Json:
    """Return which placement is to be made anew, and the place that it has."""
    return {
        "redo": {
            "id": "p1",
            "component": placement.component,
            "title": cleaned(placement.title),
            **{name: getattr(placement, name) for name in ("x", "y", "w", "h")},
        }
    }
