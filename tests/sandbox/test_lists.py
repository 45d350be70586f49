"""Lists of models, whole and spoilt, as both providers' SDKs see them."""

import anthropic
import httpx2
import openai
import pytest

from tests.sandbox.asking import client_of


@pytest.fixture
def list_models(sandbox):
    """Return a function that lists a provider's models with a key, as the real SDK reads them."""

    def list_models(provider: str, key: str):
        if provider == "anthropic":
            with client_of(sandbox.url, key) as client:
                return client.models.list()
        http_client = httpx2.Client(trust_env=False)
        with openai.OpenAI(api_key=key, base_url=f"{sandbox.url}/v1", max_retries=0, http_client=http_client) as own:
            return own.models.list()

    return list_models


GOOD = {"anthropic": "sk-ant-sandbox-good", "openai": "sk-sandbox-good"}
BOTH = pytest.mark.parametrize("provider", ["anthropic", "openai"])


def response_of(list_models, provider, key) -> httpx2.Response:
    """Return the response that the SDK took for an error."""
    try:
        list_models(provider, key)
    except (anthropic.APIStatusError, openai.APIStatusError) as error:
        return error.response
    pytest.fail("The SDK took the answer for a list.")


@BOTH
def test_a_key_lists_as_its_name_says(list_models, provider):
    assert len(list_models(provider, GOOD[provider]).data) > 3
    for kind, statuses in (("refused", {401}), ("limited", {400, 429})):
        assert response_of(list_models, provider, GOOD[provider].replace("good", kind)).status_code in statuses


@BOTH
def test_a_list_can_be_empty_or_nonsense_or_endless(sandbox, list_models, provider):
    for fault, count in (("no_models", 0), ("junk_only", 11)):
        sandbox.fault(fault)
        assert len(list_models(provider, GOOD[provider]).data) == count
    sandbox.fault("junk_models").fault("many_models")
    assert any(not hasattr(entry, "id") for entry in list_models(provider, GOOD[provider]).data)
    assert len(list_models(provider, GOOD[provider]).data) > 1_000


def test_every_model_can_be_told_to_retire(sandbox, list_models):
    sandbox.fault("retiring", message="2027-03-05", times=2)
    texts = list_models("anthropic", GOOD["anthropic"]).data
    images = list_models("openai", GOOD["openai"]).data
    assert {(each.lifecycle, each.retires_at.date().isoformat()) for each in texts} == {("deprecated", "2027-03-05")}
    assert {each.shutdown_date for each in images} == {"2027-03-05"}


@BOTH
def test_a_proxys_page_and_a_redirect_are_answered_with_their_status(sandbox, list_models, provider):
    sandbox.fault("error_page", status=403, path="/v1/models").fault("status", status=307, path="/v1/models")
    page = response_of(list_models, provider, GOOD[provider])
    assert (page.status_code, page.headers["content-type"].partition(";")[0]) == (403, "text/html")
    answer = httpx2.get(f"{sandbox.url}/v1/models", trust_env=False, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/v1/elsewhere")
