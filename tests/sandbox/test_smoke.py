import json

from tests.sandbox.asking import client_of, theme_request


def test_a_theme_comes_back_through_the_real_sdk(sandbox):
    with client_of(sandbox.url) as client:
        message = client.messages.create(**theme_request())
    assert message.stop_reason == "end_turn"
    assert json.loads(message.content[0].text)["primary"].startswith("#")
    assert len(sandbox.requests()) == 1
