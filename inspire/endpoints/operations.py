"""What can be made, and what it costs this tenant now: GET /api/v1/operations."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from ai_ops import offers
from ai_ops.offers import Offer
from inspire.bearer import READ, token_of

router = Router(tags=["Runs"])


class OperationOut(Schema):
    """An operation with its price."""

    slug: str
    label: str
    about: str
    provider: str
    funding: str = Field(description="What a run would be paid with now: `credits` or `own_key`.")
    price: int = Field(description="What a run would take now, in credits; 0 on an own key.")
    credits_price: int = Field(description="What it takes on credits.")
    inputs: dict[str, Any] = Field(description="The JSON Schema of its inputs.")
    exports: list[str] = Field(description="The files of a result, for GET /runs/{run_id}/exports/{export}.")


@router.get("/operations", auth=READ, response=list[OperationOut])
def operations(request: HttpRequest) -> list[OperationOut]:
    """List the operations, cheapest first, each with its price for this tenant and the schema of its inputs."""
    return [_tell(each) for each in offers.all_offers(token_of(request).tenant)]


def _tell(offer: Offer) -> OperationOut:
    operation = offer.operation
    return OperationOut(
        slug=operation.slug,
        label=str(operation.label),
        about=offer.about,
        provider=operation.provider,
        funding=offer.funding,
        price=offer.price,
        credits_price=offer.credits_price,
        inputs=operation.input_model.model_json_schema(),
        exports=[each.slug for each in operation.exports],
    )
