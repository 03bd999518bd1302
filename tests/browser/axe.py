"""Accessibility faults of the page a browser shows, found by the vendored axe-core."""

from pathlib import Path

from selenium.webdriver import Chrome

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
#: WCAG 2.2 up to AA is the floor; the best practices of axe come on top.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(browser: Chrome, within: str = "html") -> list[str]:
    """The violations, one line each: rule, help, and the elements concerned. ``within`` is a CSS selector."""
    browser.execute_script(AXE)
    results = browser.execute_async_script(
        """
        const [within, tags, done] = arguments;
        axe.run(document.querySelector(within), {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})
            .then(results => done(results.violations), error => done([{id: "axe", help: String(error), nodes: []}]));
        """,
        within,
        RULES,
    )
    return [
        f"{found['id']}: {found['help']}: {', '.join(str(node['target'][0]) for node in found['nodes'][:5])}"
        for found in results
    ]
