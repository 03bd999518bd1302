"""The browsers of this folder do what the other tests take for granted."""

from selenium.webdriver.common.by import By

from accounts.models import User
from tests.browser.axe import axe


def test_an_administrator_logs_in_through_the_form(browser, live_server):
    User.objects.create_superuser("admin", password="right-password")
    browser.get(f"{live_server.url}/admin/")

    browser.find_element(By.NAME, "username").send_keys("admin")
    browser.find_element(By.NAME, "password").send_keys("right-password")
    browser.find_element(By.CSS_SELECTOR, "button[type=submit]").click()

    assert browser.find_elements(By.CSS_SELECTOR, "[data-wagtail-sidebar], #wagtail-sidebar")


def test_a_session_is_given_without_the_form(browser, live_server, log_in):
    log_in(browser, User.objects.create_superuser("admin", password="right-password"))

    browser.get(f"{live_server.url}/admin/account/")

    assert browser.current_url == f"{live_server.url}/admin/account/"


def test_the_scan_finds_a_fault_that_is_there_and_none_that_is_not(browser, live_server):
    browser.get(f"{live_server.url}/admin/login/")
    before = axe(browser)
    browser.execute_script("document.querySelector('form').insertAdjacentHTML('beforeend', '<input type=text>')")

    assert [fault for fault in axe(browser) if fault not in before] == [
        'label: Form elements must have labels: form > input[type="text"]'
    ]


def test_scripts_of_a_page_run_in_one_browser_and_not_in_the_other(browser, browser_without_scripts):
    page = "data:text/html,<title>off</title><script>document.title='on'</script>"
    browser.get(page)
    browser_without_scripts.get(page)

    assert (browser.title, browser_without_scripts.title) == ("on", "off")


def test_colour_scheme_can_be_chosen(browser, emulate):
    emulate(browser, prefers_color_scheme="dark")

    assert browser.execute_script("return matchMedia('(prefers-color-scheme: dark)').matches")
