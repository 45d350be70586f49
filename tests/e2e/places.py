"""The site's places, as a person uses them."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from tenants.models import User
from tests.factories import PASSWORD


class Site:
    """The site in one browser tab."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def sign_in(self, email: str) -> None:
        self.open("/accounts/login/")
        self.page.locator("#id_login").fill(email)
        self.page.locator("#id_password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: "/accounts/login" not in url)

    def enter(self, user: User) -> None:
        """Be signed in already, as after signing in."""
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="your account").click()
        self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_url("**/accounts/login/**")

    @property
    def meter(self) -> str:
        """Return what the frame says about credits."""
        return self.page.locator("#credits-meter").inner_text()

    @property
    def theme_form(self) -> "ThemeForm":
        return ThemeForm(self.page)

    @property
    def keys(self) -> "KeyPages":
        return KeyPages(self)

    @property
    def run(self) -> "RunPage":
        return RunPage(self.page)

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


class ThemeForm:
    """The page on which one asks for a theme."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.description = page.get_by_label("Describe the place and its mood")
        self.button = page.get_by_role("button", name="Generate theme · 1 credit")

    def colour(self, number: int) -> str:
        return self.page.get_by_label(f"Colour {number} as hex").input_value()

    def fill(self, description: str, colour: str = "") -> None:
        self.description.fill(description)
        if colour:
            self.page.get_by_label("Colour 1 as hex").fill(colour)
            self.page.get_by_label("Lock colour 1").check(force=True)


class RunPage:
    """The page of one run."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def wait_for_result(self) -> None:
        expect(self.page.get_by_text("Succeeded", exact=True)).to_be_visible()
        expect(self.page.get_by_text("meet WCAG AA")).to_be_visible()

    def cancel(self) -> None:
        self.page.get_by_role("button", name="Cancel run").click()


class KeyPages:
    """Where an admin enters own keys."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.page = site.page

    def open(self, provider: str, step: str = "") -> None:
        """Open a page of a provider's key, and say who it is where that is asked."""
        self.site.open(f"/settings/ai/keys/{provider}/{step}")
        if "/reauthenticate/" in self.page.url:
            self.page.get_by_label("Password").fill(PASSWORD)
            self.page.get_by_role("button", name="Go on").click()
            self.page.wait_for_url(lambda url: "/settings/ai/keys/" in url)

    def enter(self, secret: str) -> None:
        self.page.locator("#id_key").fill(secret)
        self.page.get_by_role("button", name="Check and").click()

    def card(self, provider: str) -> Locator:
        return self.page.get_by_role("article", name=provider)

    @property
    def in_header(self) -> str:
        """Return what the frame says about own keys."""
        return self.page.get_by_role("list", name="Own keys").inner_text()
