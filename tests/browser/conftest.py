"""A real Chromium for the tests of this folder: one with scripts, one without."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from selenium import webdriver

WIDE = (1280, 900)
MISSING = "browser tests need Chromium and its driver: install the packages chromium and chromium-driver"


def pytest_collection_modifyitems(items) -> None:
    """Mark what uses a browser."""
    for item in items:
        if {"browser", "browser_without_scripts"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


def start(*, scripts: bool) -> webdriver.Chrome:
    """Start a headless Chromium that reaches this machine only; skip the test, with the reason, if there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    chromium = next(filter(None, map(shutil.which, names)), None)
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip(MISSING)
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--lang=en",
        "--force-device-scale-factor=1",
        f"--window-size={WIDE[0]},{WIDE[1]}",
        # A page that asks another host for anything gets nothing, and an error in the log.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ):
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))


@pytest.fixture(scope="session")
def _with_scripts() -> Iterator[webdriver.Chrome]:
    driver = start(scripts=True)
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def _without_scripts() -> Iterator[webdriver.Chrome]:
    driver = start(scripts=False)
    yield driver
    driver.quit()


def as_new(driver: webdriver.Chrome) -> webdriver.Chrome:
    """Forget log-ins, stored data, emulated media, size and log of the test before."""
    driver.get("about:blank")
    driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.set_window_size(*WIDE)
    driver.get_log("browser")
    return driver


@pytest.fixture
def browser(_with_scripts, live_server) -> Iterator[webdriver.Chrome]:
    """Chromium as a reader has it. The test fails if a page of ours reported an error on the console.

    A test that expects one (a 404, say) takes it out with ``browser.get_log("browser")``.
    """
    yield as_new(_with_scripts)
    log = [entry["message"] for entry in _with_scripts.get_log("browser") if entry["level"] == "SEVERE"]
    errors = [message for message in log if "/static/wagtailadmin/" not in message]
    # Leave the page before the server and the database of this test go.
    _with_scripts.get("about:blank")
    assert not errors, "\n".join(errors)


@pytest.fixture
def browser_without_scripts(_without_scripts, live_server) -> Iterator[webdriver.Chrome]:
    """Chromium with scripts switched off."""
    yield as_new(_without_scripts)
    _without_scripts.get("about:blank")


@pytest.fixture
def log_in(live_server) -> Callable:
    """``log_in(browser, user)``: give the browser the session of a user, without the login form."""

    def log_in(driver: webdriver.Chrome, user) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        driver.execute_cdp_cmd(
            "Network.setCookie", {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        )

    return log_in


@pytest.fixture
def emulate() -> Callable:
    """``emulate(browser, "print")`` or ``emulate(browser, prefers_color_scheme="dark", forced_colors="active")``."""

    def emulate(driver: webdriver.Chrome, media: str = "", **features: str) -> None:
        driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {
                "media": media,
                "features": [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()],
            },
        )

    return emulate


@pytest.fixture
def block_page(settings) -> None:
    """Pages that hold the previews of blocks, at ``/blocks/<names>/``."""
    settings.ROOT_URLCONF = "tests.browser.block_pages"
