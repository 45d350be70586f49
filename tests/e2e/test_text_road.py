"""Labels in a browser: edited in place, rewritten, applied and undone, by keyboard, and one credit gone."""

import pytest
from playwright.sync_api import expect

from ai_ops.models import Run, SavedItem
from tests.e2e.places import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]

LABEL = "Total sales of the harbour branch today: {{value}}"
RUN = 20_000  # milliseconds that a run may take on a busy machine
ACTIVE = "document.activeElement"


@pytest.fixture
def editor(site: Site, people) -> Site:
    """The form of texts, open, with a designer signed in."""
    site.enter(people["designer"])
    site.open("/ai/text/")
    return site


def get_variants(site: Site, label: str = LABEL, *, fits: str = "32") -> list[str]:
    """Ask for shorter labels, and return what came."""
    site.page.get_by_label("Shorten").check(force=True)
    site.page.get_by_label("The label").fill(label)
    site.page.get_by_label("Characters that fit").fill(fits)
    site.page.get_by_role("button", name="Get variants · 1 credit").click()
    expect(site.page.get_by_text("Succeeded", exact=True)).to_be_visible(timeout=RUN)
    return variants_of(Run.objects.latest("created_at"))


def variants_of(run: Run) -> list[str]:
    assert run.result
    return [each["text"] for each in run.result["variants"]]


def shown(text: str, value: str = "1,234") -> str:
    return text.replace("{{value}}", value)


def test_a_label_is_shortened_applied_and_undone_by_keyboard_alone(editor, people):
    page, keyboard = editor.page, editor.page.keyboard
    walk_to(page, '[name="mode"]:checked')
    while page.evaluate(f"{ACTIVE}.value") != "shorten":
        keyboard.press("ArrowRight")
    walk_to(page, "#id_source")
    keyboard.type(LABEL)
    walk_to(page, "#id_max_chars")
    keyboard.press("ControlOrMeta+a")
    keyboard.type("32")
    walk_to(page, ".submit button")
    keyboard.press("Enter")
    expect(page.get_by_text("Succeeded", exact=True)).to_be_visible(timeout=RUN)
    variants = variants_of(Run.objects.get())

    label = page.locator("[data-label]")
    expect(label).to_have_text(shown(LABEL))
    keyboard.press("2")
    expect(page.locator("[data-variant] :checked")).to_have_value("1")
    keyboard.press("Enter")
    expect(label).to_have_text(shown(variants[1]))
    expect(page.locator("#announcer")).to_contain_text("Variant 2 applied")
    keyboard.press("1")
    keyboard.press("Enter")
    expect(label).to_have_text(shown(variants[0]))
    keyboard.press("Escape")
    expect(label).to_have_text(shown(variants[1]))
    keyboard.press("Escape")
    expect(label).to_have_text(shown(LABEL))
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()

    keyboard.press("2")
    walk_to(page, "#id_name", keys="Shift+Tab")
    keyboard.press("ControlOrMeta+a")
    keyboard.type("Sales today")
    keyboard.press("Enter")
    expect(page.get_by_text("Saved to the library as")).to_be_visible()
    assert SavedItem.objects.get().content["chosen"] == 1


def walk_to(page, selector: str, *, keys: str = "Tab") -> None:
    """Move the focus by keyboard until it is on what the selector names."""
    for _ in range(40):
        if page.evaluate(f"selector => {ACTIVE}.matches(selector)", selector):
            return
        page.keyboard.press(keys)
    pytest.fail(f"The keyboard does not reach {selector}.")


def test_one_credit_is_gone_and_the_admin_sees_on_what(editor, people):
    get_variants(editor)
    assert "99 of 100 credits left" in editor.meter

    editor.sign_out()
    editor.sign_in(people["admin"].email)
    editor.page.get_by_role("link", name="Settings").click()
    row = editor.page.get_by_role("row", name="Inline text generation")
    assert row.locator("td").all_inner_texts() == ["1", "1", "0", "1", "100 %"]


def test_the_counter_counts_what_readers_count_as_one_types(editor):
    page = editor.page
    page.get_by_label("Characters that fit").fill("3")
    page.get_by_label("The label").press_sequentially("👩‍👩‍👧e\u0301 ")
    counter = page.locator("[data-counter]")

    expect(counter).to_have_text("Characters: 2/3")
    page.get_by_label("The label").press_sequentially("🇬🇧!")
    expect(counter).to_have_text("Characters: 5/3, 2 too many")


def test_a_live_value_is_tried_out_in_the_label_and_in_its_variants(editor):
    page = editor.page
    page.get_by_label("The label").fill(LABEL)
    page.get_by_label("Characters that fit").focus()
    expect(page.locator("[data-live]")).to_have_text(shown(LABEL))
    page.get_by_label("Sample value of {{value}}").fill("9,999,999")
    expect(page.locator("[data-live]")).to_have_text(shown(LABEL, "9,999,999"))

    variants = get_variants(editor)
    expect(page.locator("[data-variant] .variant-text").first).to_have_text(shown(variants[0], "9,999,999"))


@pytest.mark.parametrize(
    ("mode", "there", "away"),
    [
        ("Write", ("What should it say?", "Tone", "Live values that may be used"), ("Translate into",)),
        ("Translate", ("Translate into",), ("Tone", "What should it say?", "A wish for the wording")),
        ("Fix", ("Language",), ("Tone", "A wish for the wording", "Live values that may be used")),
        ("Tone", ("Tone", "A wish for the wording"), ("Translate into", "Live values that may be used")),
    ],
)
def test_only_what_matters_to_the_mode_is_shown(editor, mode, there, away):
    editor.page.locator(".toolbar").get_by_label(mode, exact=True).check(force=True)
    labels = editor.page.locator(".text-form .field > label:visible")

    seen = [each for each in labels.all_inner_texts() if each.strip()]
    for words in there:
        assert any(each.startswith(words) for each in seen), words
    for words in away:
        assert not any(each.startswith(words) for each in seen), words


def test_copy_takes_the_label_with_its_placeholders(editor, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    variants = get_variants(editor)
    editor.page.get_by_role("button", name="Copy variant 1").click()

    expect(editor.page.get_by_role("button", name="Copied variant 1")).to_be_visible()
    assert editor.page.evaluate("navigator.clipboard.readText()") == variants[0]


def test_editing_further_opens_the_form_with_the_variant(editor):
    variants = get_variants(editor)
    editor.page.get_by_role("button", name="Edit further variant 1").click()

    expect(editor.page.get_by_label("The label")).to_have_value(variants[0])
    expect(editor.page.get_by_label("Characters that fit")).to_have_value("32")


def test_without_javascript_a_variant_is_applied_by_opening_the_form_with_it(
    browser, browser_context_args, watch, live_server, sandbox, people
):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    watch(context)
    site = Site(context.new_page(), live_server.url)
    site.enter(people["designer"])
    site.open("/ai/text/")
    variants = get_variants(site)
    site.page.get_by_role("button", name="Apply variant 1").click()

    expect(site.page.get_by_label("The label")).to_have_value(variants[0])
    context.close()


def test_a_label_with_template_code_and_markup_is_text_everywhere(editor):
    hostile = "{% raw %} {{ 7|add:7 }} <img src=x onerror=alert(1)> sales of the harbour branch today"
    editor.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    editor.page.get_by_label("Shorten").check(force=True)
    editor.page.get_by_label("The label").fill(hostile)
    editor.page.get_by_label("Characters that fit").focus()

    live = editor.page.locator("[data-live]")
    expect(live).to_contain_text("{% raw %}")
    expect(live).to_contain_text("<img src=x onerror=alert(1)>")
    expect(live.locator("img")).to_have_count(0)
    expect(editor.page.get_by_label("Sample value of {{ 7|add:7 }}")).to_be_visible()
