"""A theme's request as a product would make it, and a client of the real SDK."""

import json
from typing import Any

import anthropic
import httpx2

MODEL = "claude-haiku-5-5"
ROLES = (
    "primary", "secondary", "accent", "background", "surface", "text",
    "neutral", "success", "warning", "danger", "info",
)  # fmt: skip
FONTS = ("system-ui", "humanist", "geometric", "rounded", "old-style", "didone", "slab", "monospace")


def theme_schema() -> dict[str, Any]:
    colour = {"type": "string", "description": "#RRGGBB"}
    font = {"type": "string", "enum": list(FONTS)}
    properties = {
        "name": {"type": "string"},
        "rationale": {"type": "string"},
        **dict.fromkeys(ROLES, colour),
        "chart": {"type": "array", "items": colour},
        "heading_font": font,
        "body_font": font,
        "heading_weight": {"type": "integer", "enum": [400, 500, 600, 700, 800]},
        "body_weight": {"type": "integer", "enum": [300, 400, 500]},
        "base_px": {"type": "number"},
        "ratio": {"type": "number"},
        "spacing_base": {"type": "integer", "enum": [4, 6, 8]},
        "radius": {"type": "number"},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def theme_prompt(description: str, **inputs: Any) -> str:
    data = {
        "description": description,
        "brand_colours": [],
        "mode": "both",
        "density": "regular",
        "viewing_distance_m": 3,
        **inputs,
    }
    return f"Make a theme.\n<data>\n{json.dumps(data, ensure_ascii=False)}\n</data>"


def theme_request(description: str = "A calm harbour café at dusk", **inputs: Any) -> dict[str, Any]:
    return request_of(theme_schema(), theme_prompt(description, **inputs))


def request_of(schema: dict[str, Any], prompt: str = "Anything at all") -> dict[str, Any]:
    return {
        "model": MODEL,
        "max_tokens": 8_000,
        "system": "You are a designer.",
        "messages": [{"role": "user", "content": prompt}],
        "output_config": {"format": {"type": "json_schema", "schema": schema}},
    }


def client_of(url: str, key: str = "sk-ant-sandbox-good-0001", *, timeout: float = 10) -> anthropic.Anthropic:
    return anthropic.Anthropic(
        api_key=key,
        base_url=url,
        max_retries=0,
        timeout=timeout,
        http_client=httpx2.Client(trust_env=False, timeout=timeout),
    )
