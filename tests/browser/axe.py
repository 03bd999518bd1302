"""Accessibility faults of the page a browser shows, found by the vendored axe-core."""

from pathlib import Path

from selenium.webdriver import Chrome

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
#: WCAG 2.2 up to AA is the floor; the best practices of axe come on top.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
#: The level on which contrast stands: the rest need not be asked again by night.
COLOURS = ("wcag2aa",)


def axe(browser: Chrome, within: str = "html", rules: tuple[str, ...] = RULES) -> list[str]:
    """The violations, one line each: rule, help, and the elements concerned.

    ``within`` is a CSS selector; ``rules`` are tags of axe.
    """
    # Without preload: of a sheet that imports others axe makes an inline style, which the policy of our pages refuses.
    # Only the experimental check of a locked orientation would read it.
    browser.execute_script(f"if (!window.axe) {{ {AXE} }}")
    results = browser.execute_async_script(
        """
        const [within, tags, done] = arguments;
        const options = {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false};
        axe.run(document.querySelector(within), options)
            .then(results => done(results.violations), error => done([{id: "axe", help: String(error), nodes: []}]));
        """,
        within,
        rules,
    )
    return [
        f"{found['id']}: {found['help']}: {', '.join(str(node['target'][0]) for node in found['nodes'][:5])}"
        for found in results
    ]
