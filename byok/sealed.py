"""Tell the vault where own keys are stored, so that a rotation finds them."""

from byok import keys
from byok.models import ProviderKey
from vault import places

PLACE = places.register(places.Column("own keys", ProviderKey, "sealed", keys.place_of))
